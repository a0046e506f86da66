import { time } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { wordFor } from "../language";
import { holds, listed, ticketOf, type DeskState } from "../state";
import { Block, Rows } from "../tools/block";
import { Customer } from "../tools/customer";
import { useToolWords } from "../tools/language";
import { supervises } from "./notmine";

/** What another agent holds is theirs and the supervisors'; what was this agent's may have become so unseen. */
const mayRead = (ticket: Ticket, state: DeskState): boolean =>
  ticket.state !== "assigned" || holds(state, ticket.conversation_id) || supervises(state.agent);

/** Right: who the customer is and what they bought; why they are here stands above the chat. */
export function Side({ state, desk }: { state: DeskState; desk: Desk }) {
  const { words, locale } = useToolWords();
  const ticket = ticketOf(state, state.selected);
  if (!ticket) return <aside class="side" />;
  return (
    <aside class="side" aria-label={words("side.label")}>
      {mayRead(ticket, state) && <Customer key={ticket.conversation_id} ticket={ticket} desk={desk} changes={state.conversations[ticket.conversation_id]?.cardChanges ?? 0} connected={state.phase === "ready" && listed(state, ticket.conversation_id) !== undefined} />}
      <Block title={words("side.ticket")}>
        <Rows
          rows={[
            [words("side.topic"), ticket.topic && wordFor(words, "topic", ticket.topic)],
            [words("side.opened"), time(ticket.created_at, "moment", locale)],
          ]}
        />
      </Block>
    </aside>
  );
}
