import { useNow } from "../../../shared/clock";
import { Face } from "../../../shared/face";
import { duration } from "../../../shared/format";
import { useSteady } from "../hold";
import { useWords, wordFor } from "../language";
import type { TeamAgent } from "../shapes";
import type { TicketActs } from "../team";
import { TicketRow } from "./tickets";

interface Props {
  agents: TeamAgent[];
  me: string;
  acts: TicketActs;
}

/** Those who are there or have a chat; the others are behind a line, so that a large team still fits the screen. */
export function Agents({ agents, me, acts }: Props) {
  const { words } = useWords();
  const here = agents.filter(counts);
  const away = agents.filter((agent) => !counts(agent));
  return (
    <section class="board">
      <header>
        <h3>{words("team.agents")}</h3>
        <span class="chip">{agents.length}</span>
      </header>
      {agents.length === 0 && <p class="soft none">{words("team.agents_none")}</p>}
      <People agents={here} me={me} acts={acts} />
      {away.length > 0 && (
        <details open={agents.length <= FEW}>
          <summary>{words("team.not_here", { count: away.length })}</summary>
          <People agents={away} me={me} acts={acts} />
        </details>
      )}
    </section>
  );
}

/** A team of so many is shown whole. */
const FEW = 8;

const counts = (agent: TeamAgent): boolean => agent.connected || agent.load > 0;

function People({ agents, me, acts }: Props) {
  const { rows, hand } = useSteady(ranked(agents));
  return (
    <ul class="people" {...hand}>
      {rows.map(({ item, gone }) => (
        <Person key={item.id} agent={item} me={item.id === me} gone={gone} acts={acts} />
      ))}
    </ul>
  );
}

const places = { online: 0, busy: 1, away: 2 } as const;

/** Those who are there first, then by name. */
function ranked(agents: TeamAgent[]): TeamAgent[] {
  const place = (agent: TeamAgent) => (agent.connected ? places[agent.status] : 3);
  return [...agents].sort((one, other) => place(one) - place(other) || one.name.localeCompare(other.name));
}

function Person({ agent, me, gone, acts }: { agent: TeamAgent; me: boolean; gone: boolean; acts: TicketActs }) {
  const { words } = useWords();
  return (
    <li class={gone ? "person gone" : "person"}>
      <header>
        <Face name={agent.name} />
        <div class="about">
          <p class="title-line">
            <strong>{agent.name}</strong>
            {me && <span class="chip info">{words("agents.me")}</span>}
            {agent.roles.includes("supervisor") && <span class="chip">{words("role.supervisor")}</span>}
          </p>
          <Presence agent={agent} />
        </div>
        <Load load={agent.load} capacity={agent.capacity} />
      </header>
      <p class="soft suits">
        {agent.skills.length > 0 ? agent.skills.map((skill) => words(`queue.${skill}`)).join(", ") : words("team.all_queues")}
        {" · "}
        {agent.languages.length > 0 ? agent.languages.map((code) => wordFor(words, "language", code)).join(", ") : words("team.all_languages")}
      </p>
      {agent.tickets.length > 0 && (
        <ul class="lines">
          {agent.tickets.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} acts={acts} own />
          ))}
        </ul>
      )}
    </li>
  );
}

const lamps = { online: "on", busy: "busy", away: "" } as const;

function Presence({ agent }: { agent: TeamAgent }) {
  const { words, locale } = useWords();
  const now = useNow(10_000);
  const seen = agent.seen_at && words("team.seen", { time: duration((now - Date.parse(agent.seen_at)) / 1000, locale) });
  return (
    <p class="presence">
      <span class={`lamp ${agent.connected ? lamps[agent.status] : ""}`} />
      {words(`status.${agent.status}`)}
      {!agent.connected && <span class={agent.load > 0 ? "chip warn" : "soft"}>{words("team.disconnected")}</span>}
      {!agent.connected && seen && <span class="soft">{seen}</span>}
    </p>
  );
}

/** One box a chat that fits; those in hand are filled. */
export function Load({ load, capacity }: { load: number; capacity: number }) {
  const { words } = useWords();
  const boxes = Math.max(load, capacity);
  const tone = load > capacity ? "over" : load === capacity && capacity > 0 ? "full" : "";
  return (
    <span class={`load ${tone}`} role="img" aria-label={words("team.load", { load, capacity })} title={words("team.load", { load, capacity })}>
      <svg viewBox={`0 0 ${Math.max(1, boxes)} 1`} preserveAspectRatio="none" aria-hidden="true">
        {Array.from({ length: boxes }, (_, index) => (
          <rect key={index} class={index < load ? "used" : "room"} x={index + 0.06} y="0" width="0.88" height="1" />
        ))}
      </svg>
      <span aria-hidden="true">{words("team.load_short", { load, capacity })}</span>
    </span>
  );
}
