import golden from "../../../../tests/contracts/widget_frames.json";
import type { ServerFrame } from "../shared/frames/widget";
import { reduce, type WidgetState } from "./state";

/** The golden frames by their names. */
export const frames = golden.server as unknown as Record<string, ServerFrame>;

/** A golden frame as the next word that this screen is told, whatever stands between in the golden conversation. */
export function hearNext(state: WidgetState, name: string): WidgetState {
  return reduce(state, { type: "frame", frame: next(state, frames[name]!) });
}

function next({ thread, conversation }: WidgetState, frame: ServerFrame): ServerFrame {
  if (frame.type === "state") return { ...frame, state: { ...frame.state, version: (conversation?.version ?? 0) + 1 } };
  if (frame.type !== "message") return frame;
  return { type: "messages", messages: [frame.message], last_seq: Math.max(thread.lastSeq, frame.message.seq), reset: false };
}
