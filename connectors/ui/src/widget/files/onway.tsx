import { UploadRows } from "../../shared/files/uploadrows";
import type { Upload } from "../../shared/files/underway";
import type { Chat } from "../chat";
import type { WidgetState } from "../state";
import { uploadsOf } from "./sending";

/** The customer's files that are on their way. */
export function OnWay({ state, chat, shown }: { state: WidgetState; chat: Chat; shown: readonly Upload[] }) {
  return <UploadRows conversationId={state.conversationId} shown={shown} messages={state.thread.messages} uploads={uploadsOf(chat)} />;
}
