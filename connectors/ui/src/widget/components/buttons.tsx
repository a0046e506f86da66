import type { Button, Message } from "../../shared/frames/message";
import { CheckIcon } from "../../shared/icons";
import { isChosen } from "../../shared/thread";
import type { Words } from "../../shared/words";
import { ko, type WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { pressing, type WidgetState } from "../state";
import { isAskedAgain, isTimely } from "../timely";

/** A message's buttons: each works once, and none while another's press is on its way. */
export function Buttons({ message, state, chat }: { message: Message; state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const open = isTimely(message, state.conversation?.owner) && !isAskedAgain(message, state.thread.messages);
  const shown = message.buttons?.filter((button) => (button.used ? isChosen(button, state.thread.messages) : open)) ?? [];
  if (shown.length === 0) return null;
  const busy = pressing(state, message.id);
  return (
    <div class="choices">
      {shown.map((button) => {
        const title = titleOf(button, words);
        return (
          <button
            key={button.id}
            class={`choice ${button.used ? "used" : ""}`}
            disabled={button.used || busy}
            onClick={() => chat.press(message.id, button.id, title)}
          >
            {button.used && <CheckIcon />}
            {title}
            {button.used && <span class="sr"> ({words("button.used")})</span>}
          </button>
        );
      })}
    </div>
  );
}

const titleOf = (button: Button, words: Words<WidgetKey>): string => button.title ?? buttonWords(button.code, words);

/** The gateway's own buttons carry a code. */
export function buttonWords(code: string | undefined, words: Words<WidgetKey>): string {
  const key = `button.${code}`;
  return words(key in ko ? (key as WidgetKey) : "button.other");
}
