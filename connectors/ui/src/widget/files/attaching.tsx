import { useEffect, useRef, useState } from "preact/hooks";
import "./attaching.css";
import { ACCEPTED } from "../../shared/files/limits";
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
  /** What was pasted or dropped; none: the customer is to choose. Another list is another wish. */
  given: readonly File[];
  onDone(): void;
}

/** Files go to people: while one is asked for they are sent, before that the way to a person is shown. */
export function Attaching(props: Props) {
  const { owner } = props.state.conversation ?? {};
  const people = owner === "queue" || owner === "agent";
  return <MoreWords catalogues={{ ko, en }}>{people ? <Choosing {...props} /> : <PersonFirst {...props} />}</MoreWords>;
}

function Choosing({ state, chat, given, onDone }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const send = (files: readonly File[]) => {
    if (state.conversationId && files.length > 0) uploadsOf(chat).add(state.conversationId, files);
    onDone();
  };
  useEffect(() => (given.length > 0 ? send(given) : input.current!.click()), [given]);
  return <input ref={input} type="file" multiple hidden accept={ACCEPTED} onChange={(event) => send([...(event.currentTarget.files ?? [])])} onCancel={onDone} />;
}

/** What was given waits until there is a person; who only wanted to choose does so then. */
function PersonFirst({ chat, given, onDone }: Props) {
  const { words } = useLanguage<AttachKey>();
  const [called, setCalled] = useState(false);
  const call = () => {
    chat.send(words("attach.asked_for_person"));
    if (given.length > 0) setCalled(true);
    else onDone();
  };
  return (
    <div class="attaching" role="status">
      <p>{words(called ? "attach.then" : "attach.person_only")}</p>
      {!called && (
        <button type="button" class="choice" onClick={call}>
          {words("attach.call_person")}
        </button>
      )}
      <button type="button" class="quiet round" aria-label={words("attach.close")} onClick={onDone}>
        <CloseIcon />
      </button>
    </div>
  );
}
