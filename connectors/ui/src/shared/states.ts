import type { ConversationState } from "./frames/message";

/** The newer of two states of one conversation. What the customer has read never goes back, and has no version. */
export function newer(known: ConversationState | undefined, told: ConversationState): ConversationState {
  if (!known) return told;
  const state = told.version < known.version ? known : told;
  const read = Math.max(known.read_seq, told.read_seq);
  return state.read_seq === read ? state : { ...state, read_seq: read };
}
