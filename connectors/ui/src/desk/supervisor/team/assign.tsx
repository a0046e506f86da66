import { Modal } from "../../components/modal";
import { byFitness, isHard, obstacleOf } from "../../roster";
import { useSteady } from "../hold";
import { useWords } from "../language";
import type { TeamAgent, TicketLine } from "../shapes";
import { Load } from "./agents";

interface Props {
  ticket: TicketLine;
  agents: TeamAgent[];
  onAgent(id: string): void;
  onClose(): void;
}

/** Who could take a ticket, the fittest first. Somebody who lacks the queue or the language may still be asked to help. */
export function Assign({ ticket, agents, onAgent, onClose }: Props) {
  const { words } = useWords();
  const holder = { id: ticket.agent?.id ?? "" };
  const { rows, hand } = useSteady(byFitness(agents, holder, ticket) as TeamAgent[]);
  return (
    <Modal title={words("team.assign_title", { number: ticket.number })} onClose={onClose}>
      <p class="soft">{words(rows.some(({ item }) => !isHard(obstacleOf(item, ticket))) ? "team.assign_hint" : "team.assign_none")}</p>
      <ul class="candidates" {...hand}>
        {rows.map(({ item }) => (
          <Candidate key={item.id} agent={item} ticket={ticket} onAgent={onAgent} />
        ))}
      </ul>
    </Modal>
  );
}

function Candidate({ agent, ticket, onAgent }: { agent: TeamAgent; ticket: TicketLine; onAgent(id: string): void }) {
  const { words } = useWords();
  const obstacle = obstacleOf(agent, ticket);
  const why = obstacle === "not_online" ? (agent.status === "busy" ? "busy" : "away") : obstacle;
  return (
    <li>
      <button type="button" class="candidate" disabled={isHard(obstacle)} onClick={() => onAgent(agent.id)}>
        <strong>{agent.name}</strong>
        {why && <span class={isHard(obstacle) ? "chip" : "chip warn"}>{words(`obstacle.${why}`)}</span>}
        <Load load={agent.load} capacity={agent.capacity} />
      </button>
    </li>
  );
}
