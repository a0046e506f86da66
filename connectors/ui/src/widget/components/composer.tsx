import { useEffect, useRef, useState } from "preact/hooks";
import { useAutosize } from "../../shared/autosize";
import { SendIcon } from "../../shared/icons";
import { length, MAX_LENGTH, sendsOnEnter } from "../../shared/typing";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { ended, type WidgetState } from "../state";

export function Composer({ state, chat }: { state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const count = length(text);
  const ready = text.trim() !== "" && count <= MAX_LENGTH;

  const send = () => {
    if (!ready) return;
    chat.send(text.trim());
    setText("");
    chat.drafting(false);
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!sendsOnEnter(event)) return;
    event.preventDefault();
    send();
  };
  const onInput = (value: string) => {
    setText(value);
    chat.drafting(value.trim() !== "");
    chat.typed();
  };
  useAutosize(box, text);
  useEffect(() => {
    if (state.open && matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, [state.open]);

  const placeholder = words(ended(state) ? "composer.placeholder_closed" : "composer.placeholder");
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label={words("composer.label")}
        aria-invalid={count > MAX_LENGTH}
        enterkeyhint="send"
        onInput={(event) => onInput(event.currentTarget.value)}
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
  );
}
