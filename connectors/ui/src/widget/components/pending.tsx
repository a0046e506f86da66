import { useCountdown } from "../../shared/clock";
import { linkify } from "../../shared/linkify";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { refusalWords } from "../refusal";
import type { Pending, WidgetState } from "../state";

/** A message of the customer's that is on its way, or did not get through. */
export function PendingRow({ pending, state, chat }: { pending: Pending; state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const { phase, heldUntil } = state;
  const { refusal } = pending;
  return (
    <article class="row mine first">
      <div class="said">
        <p class="sr">{words("sender.customer")}</p>
        <p class={`bubble ${refusal ? "failed" : "sending"}`}>{linkify(pending.text ?? "")}</p>
        {refusal ? (
          <p class="clock failure" role="alert">
            <span>{refusalWords(words, refusal.code, refusal.retryAfter)}</span>
            <button class="link" onClick={() => chat.retry(pending)}>
              {words("message.retry")}
            </button>
            <button class="link" onClick={() => chat.discard(pending.frame.client_id)}>
              {words("message.discard")}
            </button>
          </p>
        ) : heldUntil ? (
          <Held until={heldUntil} />
        ) : (
          <p class="clock">{words(phase === "ready" || phase === "connecting" ? "message.sending" : "message.queued")}</p>
        )}
      </div>
    </article>
  );
}

/** It was said too fast, and goes out by itself in so many seconds; these are not read out one by one. */
function Held({ until }: { until: number }) {
  const { words } = useWords();
  const seconds = useCountdown(until);
  return (
    <p class="clock">
      <span class="sr">{words("message.held_soon")}</span>
      <span aria-hidden="true">{words("message.held", { seconds })}</span>
    </p>
  );
}
