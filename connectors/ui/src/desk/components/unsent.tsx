import { refusalWords } from "../../shared/refusal";
import type { Phase } from "../../shared/socket";
import type { Desk } from "../desk";
import { useWords } from "../language";
import type { Unsent } from "../state";

export function UnsentRow({ unsent, phase, desk }: { unsent: Unsent; phase: Phase; desk: Desk }) {
  const { words } = useWords();
  const { refusal } = unsent;
  return (
    <article class="row mine agent first">
      <div class="said">
        <p class={`bubble ${refusal ? "failed" : "sending"}`}>{unsent.text}</p>
        {refusal ? (
          <p class="clock failure" role="alert">
            <span>{refusalWords(words, refusal.code, refusal.retryAfter)}</span>
            <button class="link" onClick={() => desk.retry(unsent)}>
              {words("message.retry")}
            </button>
            <button class="link" onClick={() => desk.discard(unsent)}>
              {words("message.discard")}
            </button>
          </p>
        ) : (
          <p class="clock">{words(phase === "ready" ? "message.sending" : "message.queued")}</p>
        )}
      </div>
    </article>
  );
}
