import { entriesOf, type Entry } from "../shared/entries";
import type { Note } from "../shared/frames/desk";
import type { Message } from "../shared/frames/message";
import type { Unsent } from "./state";

/** One line of a chat at the desk: of the conversation, or a note that only agents see. */
export type Line = Entry<Unsent> | { kind: "note"; key: string; note: Note };

/** The conversation with its notes, each after the message that it was written after. */
export function timeline(messages: readonly Message[], notes: readonly Note[], unsent: readonly Unsent[]): Line[] {
  const lines: Line[] = entriesOf(messages, unsent);
  const byPlace = [...notes].sort((one, other) => one.after_seq - other.after_seq || Date.parse(one.created_at) - Date.parse(other.created_at));
  for (const note of byPlace) lines.splice(placeOf(lines, note), 0, { kind: "note", key: note.id, note });
  return lines;
}

/** Before the next message and its day; notes of the same place keep their order. */
function placeOf(lines: readonly Line[], note: Note): number {
  const later = lines.findIndex((line) => line.kind === "pending" || (line.kind === "message" && line.message.seq > note.after_seq));
  if (later < 0) return lines.length;
  return lines[later - 1]?.kind === "day" ? later - 1 : later;
}
