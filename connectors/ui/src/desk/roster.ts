import { useEffect, useState } from "preact/hooks";
import { ApiError, load } from "../shared/api";
import type { Agent, Ticket } from "../shared/frames/desk";
import { flag, list, literal, object, text, whole, type Infer, type Shape } from "../shared/shape";

/** An agent as colleagues see them: whether they are there, and how much they have. */
export const colleague = object({
  id: text,
  name: text,
  status: literal("online", "busy", "away"),
  connected: flag,
  load: whole,
  capacity: whole,
  languages: list(text),
  skills: list(text),
});
export type Colleague = Infer<typeof colleague>;

/** GET /desk/api/agents. */
export const colleagues = object({ agents: list(colleague) });

export const COLOURS = ["grey", "red", "orange", "yellow", "green", "blue", "purple"] as const;
export const label = object({ id: text, name: text, colour: literal(...COLOURS) });
export type Label = Infer<typeof label>;

/** GET /desk/api/labels. */
export const labels = object({ labels: list(label) });

/** Why a colleague cannot be handed a chat; none when they can. */
export type Obstacle = "offline" | "not_online" | "full" | "skill" | "language";

export function obstacleOf(one: Colleague, ticket: Pick<Ticket, "queue" | "language">): Obstacle | undefined {
  if (!one.connected) return "offline";
  if (one.status !== "online") return "not_online";
  if (one.load >= one.capacity) return "full";
  if (one.skills.length > 0 && !one.skills.includes(ticket.queue)) return "skill";
  if (one.languages.length > 0 && !one.languages.includes(ticket.language)) return "language";
  return undefined;
}

/** An agent who does not suit can still help; one who is not there cannot. */
export const isHard = (obstacle: Obstacle | undefined): boolean =>
  obstacle === "offline" || obstacle === "not_online" || obstacle === "full";

/** Those who can take it first, the least loaded before the others. */
export function byFitness(all: readonly Colleague[], me: Pick<Agent, "id">, ticket: Pick<Ticket, "queue" | "language">): Colleague[] {
  const rank = (one: Colleague) => (isHard(obstacleOf(one, ticket)) ? 2 : obstacleOf(one, ticket) ? 1 : 0);
  const share = (one: Colleague) => one.load / Math.max(1, one.capacity);
  return all.filter((one) => one.id !== me.id).sort((one, other) => rank(one) - rank(other) || share(one) - share(other));
}

/** What was asked for: not here yet, here, or why it could not be had. */
export type Loaded<T> = { state: "waiting" } | { state: "here"; answer: T } | { state: "failed" };

/** GET `path` whenever `key` changes; the answer must fit `shape`. */
export function useLoaded<T>(path: string, shape: Shape<T>, key: unknown = path): Loaded<T> {
  const [loaded, set] = useState<Loaded<T>>({ state: "waiting" });
  useEffect(() => {
    let over = false;
    const tell = (next: Loaded<T>) => !over && set(next);
    const fits = (answer: T): Loaded<T> => (shape.faults(answer, path).length > 0 ? { state: "failed" } : { state: "here", answer });
    load<T>(path).then((answer) => tell(fits(answer)), (error: unknown) => {
      if (!(error instanceof ApiError) && !(error instanceof TypeError)) throw error;
      tell({ state: "failed" });
    });
    return () => void (over = true);
  }, [key]);
  return loaded;
}
