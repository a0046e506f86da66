import type { Message } from "../shared/frames/message";

/** Whether the gateway's own buttons of a message still mean something: its offers belong to who owns the chat. */
export function isTimely(message: Pick<Message, "kind" | "code">, owner: string | undefined): boolean {
  if (message.kind !== "notice") return true;
  return owner === (message.code === "handed_off" ? "queue" : "bot");
}
