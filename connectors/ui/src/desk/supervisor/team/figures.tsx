import { number } from "../../../shared/format";
import { useWords } from "../language";
import type { Team } from "../shapes";

/** The four numbers that say whether all is well. */
export function Figures({ team }: { team: Team }) {
  const { words, locale } = useWords();
  const here = team.agents.filter((agent) => agent.status === "online" && agent.connected);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const load = sum(team.agents.map((agent) => agent.load));
  const capacity = sum(here.map((agent) => agent.capacity));
  const figures = [
    { name: words("team.online"), value: number(here.length, locale), note: words("team.of_agents", { all: team.agents.length }), tone: here.length === 0 ? "warn" : "" },
    { name: words("team.chats"), value: number(load, locale), note: words("team.of_chats", { capacity: number(capacity, locale) }), tone: "" },
    { name: words("team.waiting_now"), value: number(team.waiting.length, locale), note: words(team.waiting.length > 0 ? "team.waiting_note" : "team.waiting_calm"), tone: "" },
    { name: words("team.breached_now"), value: number(team.breaches.length, locale), note: words(team.breaches.length > 0 ? "team.breached_note" : "team.breached_calm"), tone: team.breaches.length > 0 ? "bad" : "good" },
  ];
  return (
    <dl class="figures" aria-label={words("team.figures")}>
      {figures.map(({ name, value, note, tone }) => (
        <div key={name} class={`figure ${tone}`}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <span>{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
