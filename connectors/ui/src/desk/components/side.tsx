import { time } from "../../shared/format";
import type { Agent, Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { wordFor } from "../language";
import { ticketOf, type DeskState } from "../state";
import { Block, Rows } from "../tools/block";
import { Clocks } from "../tools/clocks";
import { Customer } from "../tools/customer";
import { useToolWords } from "../tools/language";

/** What another agent holds is theirs and the supervisors'. */
const mayRead = (ticket: Ticket, { id, roles }: Agent): boolean =>
  ticket.state !== "assigned" || ticket.agent?.id === id || roles.includes("supervisor") || roles.includes("admin");

/** Right: everything that is known before the first word of the agent's. */
export function Side({ state, desk }: { state: DeskState; desk: Desk }) {
  const { words, locale } = useToolWords();
  const ticket = ticketOf(state, state.selected);
  if (!ticket) return <aside class="side" />;
  return (
    <aside class="side" aria-label={words("side.label")}>
      {ticket.reasons.length > 0 && (
        <Block title={words("side.why")}>
          <ul class="reasons">
            {ticket.reasons.map((reason) => (
              <li key={reason.code}>{wordFor(words, "reason", reason.code)}</li>
            ))}
          </ul>
        </Block>
      )}
      {ticket.summary && (
        <Block title={words("side.summary")}>
          <p>{ticket.summary}</p>
        </Block>
      )}
      <Clocks ticket={ticket} />
      {mayRead(ticket, state.agent) && <Customer key={ticket.conversation_id} ticket={ticket} desk={desk} />}
      <Block title={words("side.ticket")}>
        <Rows
          rows={[
            [words("side.ticket"), `#${ticket.number}`],
            [words("side.topic"), ticket.topic && wordFor(words, "topic", ticket.topic)],
            [words("language.label"), ticket.language.toUpperCase()],
            [words("side.opened"), time(ticket.created_at, "moment", locale)],
          ]}
        />
      </Block>
    </aside>
  );
}
