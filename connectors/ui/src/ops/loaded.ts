import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, load } from "../shared/api";
import { whenSeen } from "../shared/seen";
import type { Shape } from "../shared/shape";

/** The gateway said yes, but not what was expected; names what did not fit. */
export class StrangeAnswer extends Error {}

export type Failure = ApiError | TypeError | StrangeAnswer;

/** What was loaded, and when, in ms since 1970. When it could not be loaded again, what was there before stays. */
export type Loaded<T> =
  | { phase: "loading"; data?: T; at?: number }
  | { phase: "ready"; data: T; at: number }
  | { phase: "failed"; error: Failure; data?: T; at?: number };

/** With the way to load it anew. */
export type Answer<T> = Loaded<T> & { again(): void };

/** Throws ApiError, TypeError (no network) or StrangeAnswer. */
export async function read<T>(path: string, shape: Shape<T>): Promise<T> {
  const answer = await load<unknown>(path);
  const [fault] = shape.faults(answer, path);
  if (fault) throw new StrangeAnswer(fault);
  return answer as T;
}

/** What went wrong on the way to the gateway or there; anything else is our own mistake and thrown on. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError || error instanceof TypeError || error instanceof StrangeAnswer) return error;
  throw error;
}

/**
 * What `path` answers; while another path loads, the last answer stays. Every page that is seen again, has its network
 * back, or was looked at for `every` ms loads anew. Without a path nothing is asked.
 */
export function useLoaded<T>(path: string | undefined, shape: Shape<T>, every?: number): Answer<T> {
  const [state, setState] = useState<Loaded<T>>({ phase: "loading" });
  const [beat, setBeat] = useState(0);
  const loaded = useRef<string>(undefined);
  const again = () => setBeat((last) => last + 1);
  useEffect(() => (every === undefined ? undefined : whenSeen(again, every)), [every]);
  useEffect(() => {
    if (path === undefined) return;
    let current = true;
    setState(({ data, at }) => ({ phase: "loading", data, at }));
    read(path, shape).then(
      (data) => {
        if (!current) return;
        loaded.current = path;
        setState({ phase: "ready", data, at: Date.now() });
      },
      (error: unknown) => {
        if (!current) return;
        const failed = { phase: "failed", error: failureOf(error) } as const;
        setState(({ data, at }) => ({ ...failed, ...(loaded.current === path ? { data, at } : {}) }));
      },
    );
    return () => void (current = false);
  }, [path, beat]);
  return { ...state, again };
}
