import type { Chat } from "../chat";
import { shopGreeting } from "../host";
import { useWords } from "../language";
import type { WidgetState } from "../state";
import { Mark } from "../../shared/icons";

const suggestions = ["suggestion.order", "suggestion.refund", "suggestion.payment", "suggestion.person"] as const;

/** The empty conversation: who is here, and what one could ask. */
export function Greeting({ state, chat }: { state: WidgetState; chat: Chat }) {
  const { words, locale } = useWords();
  if (state.thread.messages.length > 0 || state.pending.length > 0) return null;
  const name = state.customer.name;
  return (
    <section class="greeting">
      <Mark />
      <h2>{name ? words("greeting.hello_named", { name }) : words("greeting.hello")}</h2>
      <p>{shopGreeting(locale) || words("greeting.text")}</p>
      <h3>{words("greeting.suggestions")}</h3>
      <div class="choices">
        {suggestions.map((key) => (
          <button key={key} class="choice" onClick={() => chat.send(words(key))}>
            {words(key)}
          </button>
        ))}
      </div>
    </section>
  );
}
