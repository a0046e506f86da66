import { useEffect, useRef, useState } from "preact/hooks";
import { useAutosize } from "../../shared/autosize";
import { useGiven } from "../../shared/files/given";
import { ClipIcon, SendIcon } from "../../shared/icons";
import { length, MAX_LENGTH, sendsOnEnter } from "../../shared/typing";
import type { Chat } from "../chat";
import { draft } from "../draft";
import { useWords } from "../language";
import { lazily } from "../lazily";
import { ended, type WidgetState } from "../state";

const Attaching = lazily(() => import("../files/attaching").then((part) => part.Attaching));
const Warning = lazily(() => import("../warning/warning").then((part) => part.Warning));

/** As many digits, whatever stands between them, as a card or a resident number has: then it is worth a closer look. */
const manyDigits = /(?:\p{Nd}\P{Nd}{0,3}){12}\p{Nd}/u;

export function Composer({ state, chat }: { state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const [text, setText] = useState(() => draft.load() ?? "");
  const box = useRef<HTMLTextAreaElement>(null);
  const count = length(text);
  const ready = text.trim() !== "" && count <= MAX_LENGTH;

  const write = (value: string) => {
    setText(value);
    draft.save(manyDigits.test(value) ? "" : value); // nobody's number stays behind
    chat.typed(value);
  };
  const send = () => {
    if (!ready) return;
    chat.send(text.trim());
    write("");
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!sendsOnEnter(event)) return;
    event.preventDefault();
    send();
  };
  const [given, setGiven] = useState<readonly File[]>();
  useGiven(() => document, setGiven);
  useEffect(() => setGiven(undefined), [state.people]);
  useAutosize(box, state.open ? text : ""); // a closed panel has no height to measure
  useEffect(() => {
    if (text) chat.typed(text);
  }, []);
  useEffect(() => {
    if (state.open && matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, [state.open]);

  const placeholder = words(ended(state) ? "composer.placeholder_closed" : "composer.placeholder");
  return (
    <>
      {given && <Attaching state={state} chat={chat} given={given} onDone={() => setGiven(undefined)} />}
      <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
        <div class="composer-note" role="status">
          {manyDigits.test(text) && <Warning text={text} />}
        </div>
        <button type="button" class="quiet round clip" aria-label={words("composer.attach")} onClick={() => setGiven([])}>
          <ClipIcon />
        </button>
        <textarea
          ref={box}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={words("composer.label")}
          aria-invalid={count > MAX_LENGTH}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {count > MAX_LENGTH - 200 && (
          <span class={`count ${count > MAX_LENGTH ? "over" : ""}`} role="status">
            {words("composer.count", { count, limit: MAX_LENGTH })}
          </span>
        )}
        <button class="send" disabled={!ready} aria-label={words("composer.send")}>
          <SendIcon />
        </button>
      </form>
    </>
  );
}
