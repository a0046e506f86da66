import { useEffect, useRef } from "preact/hooks";
import { useAutosize } from "../../shared/autosize";
import type { Ticket } from "../../shared/frames/desk";
import { SendIcon } from "../../shared/icons";
import { length, MAX_LENGTH, sendsOnEnter } from "../../shared/typing";
import type { Desk } from "../desk";
import { useWords } from "../language";
import type { DeskState } from "../state";

export function Reply({ ticket, state, desk }: { ticket: Ticket; state: DeskState; desk: Desk }) {
  const { words } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const text = state.drafts[ticket.conversation_id] ?? "";
  const count = length(text);
  const ready = text.trim() !== "" && count <= MAX_LENGTH;
  const send = () => {
    if (ready) desk.send(ticket, text.trim());
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!sendsOnEnter(event)) return;
    event.preventDefault();
    send();
  };
  useAutosize(box, text);
  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, []);
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={words(matchMedia("(max-width: 760px)").matches ? "reply.placeholder_short" : "reply.placeholder")}
        aria-label={words("composer.label")}
        aria-invalid={count > MAX_LENGTH}
        onInput={(event) => desk.draft(ticket.conversation_id, event.currentTarget.value)}
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
