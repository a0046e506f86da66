import { FileCard } from "../../shared/files/filecard";
import type { SentFile } from "../../shared/frames/message";
import type { Chat } from "../chat";
import { passed } from "../passed";

/** A file in the customer's conversation. */
export function FileMessage({ file, chat }: { file: SentFile; chat: Chat }) {
  return <FileCard file={file} load={async (id) => (await passed(chat, `/widget/files/${id}`)).blob()} />;
}
