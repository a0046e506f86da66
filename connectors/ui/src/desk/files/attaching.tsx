import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "./attaching.css";
import { useGiven } from "../../shared/files/given";
import { ACCEPTED, sized } from "../../shared/files/limits";
import type { Ticket } from "../../shared/frames/desk";
import { CloseIcon, FileIcon } from "../../shared/icons";
import type { Desk } from "../desk";
import { useToolWords } from "../tools/language";
import { filesOf } from "./sending";

export interface Attaching {
  /** Lets the agent choose files. */
  choose(): void;
  /** What is chosen and not sent: a file that went to the wrong customer cannot be taken back. */
  staged: ComponentChildren;
}

/** Files for the customer of `ticket`, for whoever replies to them. `box` is where the focus goes on. */
export function useAttaching(ticket: Ticket, desk: Desk, replying: boolean, box: RefObject<HTMLTextAreaElement | null>): Attaching {
  const [files, setFiles] = useState<readonly File[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const add = (more: readonly File[]) => replying && setFiles([...files, ...more]);
  useGiven(() => box.current?.closest(".chat"), add);
  useEffect(() => setFiles([]), [ticket.conversation_id]);
  const done = (rest: readonly File[]) => {
    setFiles(rest);
    box.current?.focus();
  };
  const send = () => {
    filesOf(desk).uploads.add(ticket.conversation_id, files);
    done([]);
  };
  const chosen = (event: { currentTarget: HTMLInputElement }) => {
    add([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = "";
  };
  const staged = replying && (
    <>
      <input ref={input} type="file" multiple hidden accept={ACCEPTED} onChange={chosen} />
      {files.length > 0 && <Staged files={files} onSend={send} onDrop={(file) => done(files.filter((one) => one !== file))} />}
    </>
  );
  return { choose: () => input.current?.click(), staged };
}

function Staged({ files, onSend, onDrop }: { files: readonly File[]; onSend(): void; onDrop(file: File): void }) {
  const { tool } = useToolWords();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div class="staged" role="group" aria-label={tool("file.chosen")}>
      <ul>
        {files.map((file) => (
          <li key={`${file.name} ${file.size} ${file.lastModified}`}>
            <FileIcon />
            <bdi>{file.name}</bdi>
            <span>{sized(file.size)}</span>
            <button type="button" class="quiet round" aria-label={tool("file.leave_out", { name: file.name })} onClick={() => onDrop(file)}>
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      <button ref={first} type="button" class="button strong" onClick={onSend}>
        {files.length > 1 ? tool("file.send_several", { count: files.length }) : tool("file.send")}
      </button>
    </div>
  );
}
