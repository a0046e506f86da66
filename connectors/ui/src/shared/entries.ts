import { sameDay } from "./format";
import type { Message } from "./frames/message";

/** What was said here and is not acknowledged yet; without `text` it has no bubble. */
export interface Unsent {
  frame: { client_id: string };
  text?: string;
}

/** One line of the conversation as the screen shows it. */
export type Entry<P extends Unsent = Unsent> =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: Message; first: boolean; last: boolean }
  | { kind: "pending"; key: string; pending: P };

const bubble = (message: Message): boolean => message.kind !== "notice" && message.kind !== "submit";

/** Two messages hang together when one person says both within five minutes. */
function together(one: Message | undefined, other: Message | undefined): boolean {
  if (!one || !other || !bubble(one) || !bubble(other)) return false;
  const near = Date.parse(other.created_at) - Date.parse(one.created_at) < 300_000;
  return near && one.sender === other.sender && one.name === other.name && sameDay(one.created_at, other.created_at);
}

/** The conversation with its days, its groups, and what is on its way below. */
export function entriesOf<P extends Unsent>(messages: readonly Message[], pending: readonly P[]): Entry<P>[] {
  const shown = messages.flatMap((message, index): Entry<P>[] => {
    const before = messages[index - 1];
    const newDay = !before || !sameDay(before.created_at, message.created_at);
    const first = newDay || !together(before, message);
    const last = !together(message, messages[index + 1]);
    const entry: Entry<P> = { kind: "message", key: message.client_id ?? message.id, message, first, last };
    return newDay ? [{ kind: "day", key: `day ${message.created_at}`, at: message.created_at }, entry] : [entry];
  });
  const waiting = pending.filter((one) => one.text !== undefined);
  return [...shown, ...waiting.map((one): Entry<P> => ({ kind: "pending", key: one.frame.client_id, pending: one }))];
}
