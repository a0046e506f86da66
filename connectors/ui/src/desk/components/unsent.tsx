import { refusalWords } from "../../shared/refusal";
import type { Phase } from "../../shared/socket";
import type { Desk } from "../desk";
import { LockIcon } from "../icons";
import { useWords } from "../language";
import type { Unsent } from "../state";

/** What was written and has not arrived yet; a note looks like a note from the first moment. */
export function UnsentRow({ unsent, phase, desk }: { unsent: Unsent; phase: Phase; desk: Desk }) {
  const { words } = useWords();
  const { refusal, frame } = unsent;
  const note = frame.type === "note";
  const bubble = refusal ? "failed" : "sending";
  return (
    <article class={note ? "row mine note first" : "row mine agent first"}>
      <div class="said">
        {note && (
          <p class="sender">
            <LockIcon /> {words("note.by", { name: desk.store.get().agent.name })}
          </p>
        )}
        <p class={`bubble ${bubble}`}>{unsent.text}</p>
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
