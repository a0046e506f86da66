import { useNow } from "../../shared/clock";
import { InboxIcon } from "../../shared/icons";
import type { Desk } from "../desk";
import { useWords } from "../language";
import type { DeskState } from "../state";
import { TicketRow } from "./ticket";

/** Left: the agent's own chats above those who wait. */
export function Lists({ state, desk }: { state: DeskState; desk: Desk }) {
  const { words } = useWords();
  const now = useNow(5000);
  const { mine, waiting, agent } = state;
  const claiming = Object.values(state.running).some((command) => command.type === "claim");
  return (
    <nav class="lists" aria-label={words("list.label")}>
      <section>
        <header>
          <h2>{words("list.mine")}</h2>
          <span class="chip">{words("list.capacity", { count: mine.length, capacity: agent.capacity })}</span>
        </header>
        <ul>
          {mine.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} state={state} desk={desk} now={now} />
          ))}
        </ul>
        {mine.length === 0 && <p class="none">{words("list.mine_empty")}</p>}
      </section>
      <section>
        <header>
          <h2>{words("list.waiting")}</h2>
          <span class="chip">{waiting.length}</span>
        </header>
        {agent.status === "away" && <p class="hint">{words("list.away_hint")}</p>}
        {waiting.length > 0 && (
          <button class="button strong wide" disabled={claiming} onClick={() => desk.claim()}>
            {words("list.next")} <kbd>Alt N</kbd>
          </button>
        )}
        <ul>
          {waiting.map((ticket, index) => (
            <TicketRow key={ticket.id} ticket={ticket} state={state} desk={desk} now={now} position={index + 1} />
          ))}
        </ul>
        {waiting.length === 0 && (
          <p class="none tall">
            <InboxIcon />
            {words("list.waiting_empty")}
          </p>
        )}
      </section>
    </nav>
  );
}
