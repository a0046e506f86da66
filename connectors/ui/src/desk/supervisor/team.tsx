import { useEffect, useState } from "preact/hooks";
import { time } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import type { DeskState } from "../state";
import { gateway } from "./gateway";
import { SupervisorLanguage, useWords } from "./language";
import { useFresh, useLoaded } from "./loaded";
import { Failure } from "./failure";
import type { Team, TicketLine } from "./shapes";
import { Agents } from "./team/agents";
import { Assign } from "./team/assign";
import { Figures } from "./team/figures";
import { Queues } from "./team/queues";
import { TicketList } from "./team/tickets";
import "./supervisor.css";
import "./team/team.css";

/** The page reads itself again after so many ms, even when the desk's socket is silent. */
const EVERY = 5_000;
/** How long, in ms, a row says that it is being assigned before it asks again. */
const PATIENCE = 6_000;

interface Props {
  desk: { assign(ticket: Pick<Ticket, "id">, agentId: string): void };
  state: Pick<DeskState, "agent" | "waiting" | "mine" | "counts" | "toasts">;
  /** Shows a conversation at the desk, to listen in. */
  onOpen(conversationId: string): void;
}

/** What a row of a ticket can be asked to do. */
export interface TicketActs {
  open(ticket: TicketLine): void;
  assign(ticket: TicketLine): void;
  /** Tickets on their way to somebody. */
  moving: ReadonlySet<string>;
}

/** Who is on, what waits, what is overdue; and a hand to put it right. */
export function TeamPage(props: Props) {
  return (
    <SupervisorLanguage>
      <Board {...props} />
    </SupervisorLanguage>
  );
}

function Board({ desk, state, onOpen }: Props) {
  const { words, locale } = useWords();
  const { data, fault, reload } = useLoaded(gateway.team);
  const [chosen, choose] = useState<TicketLine>();
  const [moving, move] = useMoving(data, state.toasts);
  useFresh(reload, EVERY, [state.waiting, state.mine, state.counts]);
  const acts: TicketActs = { open: (ticket) => onOpen(ticket.conversation_id), assign: choose, moving };
  const assign = (ticket: TicketLine, agentId: string) => {
    move(ticket.id);
    desk.assign(ticket, agentId);
    choose(undefined);
  };
  return (
    <main class="supervisor team-page">
      <header class="page-head">
        <h2>{words("team.title")}</h2>
        {data && !fault && <p class="soft">{words("team.updated", { time: time(data.at, "time", locale) })}</p>}
      </header>
      {fault && <Failure fault={fault} since={data && words("team.stale", { time: time(data.at, "time", locale) })} onRetry={reload} />}
      {!data && !fault && <p class="soft">{words("admin.loading")}</p>}
      {data && <Boards team={data} me={state.agent.id} acts={acts} />}
      {chosen && data && <Assign ticket={chosen} agents={data.agents} onAgent={(id) => assign(chosen, id)} onClose={() => choose(undefined)} />}
    </main>
  );
}

function Boards({ team, me, acts }: { team: Team; me: string; acts: TicketActs }) {
  const { words } = useWords();
  const overdue = new Set(team.breaches.map((ticket) => ticket.id));
  const waiting = team.waiting.filter((ticket) => !overdue.has(ticket.id));
  const above = team.waiting.length - waiting.length;
  return (
    <>
      <Figures team={team} />
      <div class="boards">
        <div>
          <Queues queues={team.queues} />
          <TicketList title={words("team.breaches")} none={words("team.breaches_none")} tickets={team.breaches} acts={acts} alarm />
          <TicketList title={words("team.waiting_list")} none={words("team.waiting_none")} note={above > 0 ? words("team.waiting_above", { count: above }) : undefined} tickets={waiting} acts={acts} />
        </div>
        <Agents agents={team.agents} me={me} acts={acts} />
      </div>
    </>
  );
}

/** Tickets that were given to somebody just now: until the team is read with them elsewhere, a refusal, or patience ends. */
function useMoving(team: Team | undefined, toasts: unknown): [ReadonlySet<string>, (id: string) => void] {
  const [moving, setMoving] = useState<ReadonlySet<string>>(new Set<string>());
  useEffect(() => {
    if (moving.size === 0) return;
    const timer = setTimeout(() => setMoving(new Set()), PATIENCE);
    return () => clearTimeout(timer);
  }, [moving]);
  useEffect(() => setMoving((last) => (last.size === 0 ? last : new Set<string>())), [holders(team), toasts]);
  return [moving, (id) => setMoving(new Set([...moving, id]))];
}

const holders = (team: Team | undefined): string =>
  (team?.agents ?? []).map((agent) => `${agent.id}:${agent.tickets.map((ticket) => ticket.id).sort().join(",")}`).join(" ");
