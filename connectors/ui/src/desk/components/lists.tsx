import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { InboxIcon } from "../../shared/icons";
import { lookedAt } from "../conversations";
import type { Desk } from "../desk";
import { KEYS } from "../keys";
import { useWords } from "../language";
import { filtered, type Filter } from "../queues";
import { useRoving } from "../roving";
import { ticketOf, type DeskState } from "../state";
import { Queues } from "./queues";
import { TicketRow } from "./ticket";

interface Props {
  state: DeskState;
  desk: Desk;
}

/** So many chats that stand in no list are still at hand. */
const AT_HAND = 5;

/** Left: the agent's own chats above those who wait; one stop for Tab, arrows go through it. */
export function Lists({ state, desk, children }: Props & { children: ComponentChildren }) {
  const { words } = useWords();
  const { box, onKeyDown, onFocusIn } = useRoving("button.ticket");
  return (
    <nav class="lists" aria-label={words("list.label")} ref={(node) => void (box.current = node)} onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
      {children}
      <Mine state={state} desk={desk} />
      <Waiting state={state} desk={desk} />
      <LookedAt state={state} desk={desk} />
    </nav>
  );
}

function Mine({ state, desk }: Props) {
  const { words } = useWords();
  const counts = { count: state.mine.length, capacity: state.agent.capacity };
  return (
    <section>
      <header>
        <h2>{words("list.mine")}</h2>
        <span class="chip" aria-label={words("list.capacity_label", counts)}>
          {words("list.capacity", counts)}
        </span>
      </header>
      <ul>
        {state.mine.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} state={state} desk={desk} />
        ))}
      </ul>
      {state.mine.length === 0 && <p class="none">{words("list.mine_empty")}</p>}
    </section>
  );
}

function Waiting({ state, desk }: Props) {
  const { words } = useWords();
  const [filter, setFilter] = useState<Filter>("all");
  const { waiting, agent } = state;
  const shown = filtered(waiting, filter, Date.now());
  const claiming = Object.values(state.running).some((command) => command.type === "claim");
  return (
    <section>
      <header>
        <h2>{words("list.waiting")}</h2>
        <span class="chip">{waiting.length}</span>
      </header>
      <Queues state={state} filter={filter} onFilter={setFilter} />
      {agent.status !== "online" && <p class="hint">{words(`list.${agent.status}_hint`)}</p>}
      {waiting.length > 0 && (
        <button type="button" class="button strong wide" data-key="next" disabled={claiming} onClick={() => desk.claim()}>
          {words("list.next")} <kbd>{KEYS.next.shown}</kbd>
        </button>
      )}
      <ul>
        {shown.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} state={state} desk={desk} position={waiting.indexOf(ticket) + 1} />
        ))}
      </ul>
      {shown.length === 0 && <Nobody state={state} />}
    </section>
  );
}

function Nobody({ state }: { state: DeskState }) {
  const { words } = useWords();
  if (state.waiting.length > 0) return <p class="none">{words("list.filter_empty")}</p>;
  const elsewhere = Object.values(state.counts?.queues ?? {}).some((queue) => queue.waiting > state.offers.length);
  return (
    <p class="none tall">
      <InboxIcon />
      {words(elsewhere ? "list.not_suited" : "list.waiting_empty")}
    </p>
  );
}

/** Chats that are over, or somebody else's, and were on the screen a moment ago. */
function LookedAt({ state, desk }: Props) {
  const { words } = useWords();
  const tickets = lookedAt(state).slice(0, AT_HAND).flatMap((id) => ticketOf(state, id) ?? []);
  if (tickets.length === 0) return null;
  return (
    <section>
      <header>
        <h2>{words("list.looked_at")}</h2>
      </header>
      <ul>
        {tickets.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} state={state} desk={desk} />
        ))}
      </ul>
    </section>
  );
}
