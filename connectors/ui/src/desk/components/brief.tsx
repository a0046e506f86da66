import type { Ticket } from "../../shared/frames/desk";
import { useWords, wordFor } from "../language";

/** What the assistant hands over: why a person is needed, and what was said so far. Folded once it was read. */
export function Brief({ ticket, open }: { ticket: Ticket; open: boolean }) {
  const { words } = useWords();
  if (ticket.reasons.length === 0 && !ticket.summary) return null;
  const reasons = ticket.reasons.map((reason) => wordFor(words, "reason", reason.code)).join(" · ");
  return (
    <details class="brief" open={open}>
      <summary>
        <span class="what">{words("chat.why")}</span> {reasons || words("chat.summary")}
      </summary>
      {ticket.summary && <p>{ticket.summary}</p>}
    </details>
  );
}
