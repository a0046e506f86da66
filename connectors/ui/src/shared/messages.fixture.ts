import type { Message } from "./frames/message";

/** A message of the bot's for tests, told by its number. */
export const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  seq,
  sender: "bot",
  kind: "text",
  text: `${seq}`,
  created_at: "2026-03-02T09:00:00+00:00",
  ...more,
});
