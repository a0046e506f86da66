import type { Message } from "../shared/frames/message";

/** Notices to somebody who waits for a person; the newest one's buttons stand for all. */
const waiting = ["handed_off", "transferred", "out_of_hours", "nobody_yet"];

const toWaiting = (message: Pick<Message, "kind" | "code">): boolean =>
  message.kind === "notice" && message.code !== undefined && waiting.includes(message.code);

/** Whether the gateway's own buttons of a message still mean something: its offers belong to who owns the chat. */
export function isTimely(message: Pick<Message, "kind" | "code">, owner: string | undefined): boolean {
  if (message.kind !== "notice") return true;
  return owner === (toWaiting(message) ? "queue" : "bot");
}

/** Whether a later notice asks the same again. */
export function isAskedAgain(message: Message, messages: readonly Message[]): boolean {
  return toWaiting(message) && messages.some((later) => later.seq > message.seq && toWaiting(later) && (later.buttons?.length ?? 0) > 0);
}
