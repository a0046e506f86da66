import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import "./attaching.css";
import { ACCEPTED, sized } from "../../shared/files/limits";
import { CloseIcon } from "../../shared/icons";
import { MoreWords, useLanguage } from "../../shared/language";
import type { Chat } from "../chat";
import type { WidgetState } from "../state";
import { en } from "./catalogue/en";
import { ko, type AttachKey } from "./catalogue/ko";
import { uploadsOf } from "./sending";

interface Props {
  state: WidgetState;
  chat: Chat;
  /** What was pasted or dropped; none: the customer is to choose. Another list adds to it, or is to be chosen again. */
  given: readonly File[];
  onDone(): void;
}

/** Files go to people: until one is asked for the way there is shown. */
export function Attaching(props: Props) {
  return (
    <MoreWords catalogues={{ ko, en }}>
      <Files {...props} />
    </MoreWords>
  );
}

/**
 * What was chosen with a person there leaves at once. What was pasted or dropped is easily the wrong one: it leaves at a
 * press, and by itself only after a person was called here to see it.
 */
function Files({ state, chat, given, onDone }: Props) {
  const { words } = useLanguage<AttachKey>();
  const { owner } = state.conversation ?? {};
  const people = owner === "queue" || owner === "agent";
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [called, setCalled] = useState(false);
  const send = (all: readonly File[]) => {
    if (state.conversationId && all.length > 0) uploadsOf(chat).add(state.conversationId, all);
    onDone();
  };
  const chosen = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const more = [...(currentTarget.files ?? [])];
    currentTarget.value = "";
    if (people && files.length === 0) send(more);
    else setFiles([...files, ...more]);
  };
  const call = () => {
    chat.send(words("attach.asked_for_person"));
    if (files.length > 0) setCalled(true);
    else onDone();
  };
  const leaveOut = (file: File) => {
    const rest = files.filter((one) => one !== file);
    if (rest.length > 0) setFiles(rest);
    else onDone();
  };
  useLayoutEffect(() => setFiles([...files, ...given]), [given]);
  useEffect(() => {
    if (people && given.length === 0) input.current!.click();
  }, [given]);
  useEffect(() => {
    if (people && called) send(files);
  }, [people, called]);
  const box = { files, onLeaveOut: leaveOut, onDone };
  return (
    <>
      <input ref={input} type="file" multiple hidden accept={ACCEPTED} onChange={chosen} onCancel={() => files.length === 0 && onDone()} />
      {!people && <PersonFirst {...box} called={called} onCall={call} />}
      {people && files.length > 0 && !called && <Staged {...box} onSend={() => send(files)} />}
    </>
  );
}

interface Box {
  files: readonly File[];
  onLeaveOut(file: File): void;
  onDone(): void;
}

function Staged({ onSend, ...box }: Box & { onSend(): void }) {
  const { words } = useLanguage<AttachKey>();
  const count = box.files.length;
  return (
    <Waiting {...box} why={words("attach.chosen")}>
      <button type="button" class="choice" onClick={onSend}>
        {count > 1 ? words("attach.send_several", { count }) : words("attach.send")}
      </button>
    </Waiting>
  );
}

/** What was given waits until there is a person; who only wanted to choose does so then. */
function PersonFirst({ called, onCall, ...box }: Box & { called: boolean; onCall(): void }) {
  const { words } = useLanguage<AttachKey>();
  return (
    <Waiting {...box} why={words(called ? "attach.then" : "attach.person_only")}>
      {!called && (
        <button type="button" class="choice" onClick={onCall}>
          {words("attach.call_person")}
        </button>
      )}
    </Waiting>
  );
}

/** Takes nobody's focus: who is writing would send the files with the next key. */
function Waiting({ files, why, onLeaveOut, onDone, children }: Box & { why: string; children: ComponentChildren }) {
  const { words } = useLanguage<AttachKey>();
  return (
    <div class="attaching" role="status">
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              <bdi>{file.name}</bdi>
              <span>{sized(file.size)}</span>
              <Cross says={words("attach.leave_out", { name: file.name })} onPress={() => onLeaveOut(file)} />
            </li>
          ))}
        </ul>
      )}
      <p>{why}</p>
      {children}
      <Cross says={words("attach.close")} onPress={onDone} />
    </div>
  );
}

const Cross = ({ says, onPress }: { says: string; onPress(): void }) => (
  <button type="button" class="quiet round" aria-label={says} onClick={onPress}>
    <CloseIcon />
  </button>
);
