import { linkify } from "../../shared/linkify";
import type { Phase } from "../../shared/socket";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { refusalWords } from "../refusal";
import type { Pending } from "../state";

/** A message of the customer's that is on its way, or did not get through. */
export function PendingRow({ pending, phase, chat }: { pending: Pending; phase: Phase; chat: Chat }) {
  const { words } = useWords();
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
        ) : (
          <p class="clock">{words(phase === "ready" || phase === "connecting" ? "message.sending" : "message.queued")}</p>
        )}
      </div>
    </article>
  );
}
