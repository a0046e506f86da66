import { useState } from "preact/hooks";
import type { Ticket } from "../../shared/frames/desk";
import { length, MAX_LENGTH } from "../../shared/typing";
import type { Desk } from "../desk";
import { holds, type DeskState } from "../state";
import { gapsIn, type Gap } from "./placeholders";

export type Mode = "reply" | "note";

/** A note may be as long as the record keeps it. */
const MAX_NOTE = 4000;

export interface Writing {
  mode: Mode;
  setMode(mode: Mode): void;
  /** Only who holds the chat replies; everybody who reads it may leave a note. */
  replies: boolean;
  text: string;
  setText(text: string): void;
  count: number;
  limit: number;
  gaps: readonly Gap[];
  ready: boolean;
  send(): void;
}

/** What an agent is writing into a chat: a reply or a note, each with a draft of its own. */
export function useWriting(ticket: Ticket, state: DeskState, desk: Desk): Writing {
  const id = ticket.conversation_id;
  const replies = holds(state, id);
  const [wanted, setMode] = useState<Mode>("reply");
  const mode = replies ? wanted : "note";
  const text = (mode === "note" ? state.noteDrafts : state.drafts)[id] ?? "";
  const [count, limit] = [length(text), mode === "note" ? MAX_NOTE : MAX_LENGTH];
  const gaps = mode === "note" ? [] : gapsIn(text);
  const setText = (text: string) => (mode === "note" ? desk.draftNote(id, text) : desk.draft(id, text));
  const send = () => (mode === "note" ? desk.note(id, text.trim()) : desk.send(ticket, text.trim()));
  return { mode, setMode, replies, text, setText, count, limit, gaps, ready: text.trim() !== "" && count <= limit, send };
}
