import { useState } from "preact/hooks";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk, Transfer } from "../desk";
import { useWords } from "../language";
import { QUEUES, type Queue } from "../queues";
import { byFitness, colleagues, isHard, obstacleOf, useLoaded, type Colleague } from "../roster";
import type { DeskState } from "../state";
import { Choice } from "./choice";
import { Modal } from "./modal";

interface Props {
  ticket: Ticket;
  state: DeskState;
  desk: Desk;
  /** By a supervisor: to an agent, without a note. */
  assigning: boolean;
  onClose(): void;
}

/** To a person or to a queue, with a word to whoever comes next. */
export function TransferDialog({ ticket, state, desk, assigning, onClose }: Props) {
  const { words } = useWords();
  const [kind, setKind] = useState<"agent" | "queue">("agent");
  const [to, setTo] = useState<Transfer>();
  const [note, setNote] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (!to) return;
    if (assigning && "agent_id" in to) desk.assign(ticket, to.agent_id);
    else desk.transfer(ticket, to, note.trim());
    onClose();
  };
  const kinds = (["agent", "queue"] as const).map((value) => ({ value, label: words(`transfer.${value}`) }));
  return (
    <Modal title={words(assigning ? "transfer.assign_title" : "transfer.title")} onClose={onClose}>
      <form onSubmit={submit}>
        {!assigning && <Choice label={words("transfer.to")} options={kinds} value={kind} onChange={(next) => (setKind(next), setTo(undefined))} />}
        {kind === "agent" ? (
          <Agents ticket={ticket} to={to} onTo={setTo} assigning={assigning} />
        ) : (
          <Queues ticket={ticket} state={state} to={to} onTo={setTo} />
        )}
        {!assigning && (
          <label class="field">
            <span>{words("transfer.note")}</span>
            <textarea class="input" rows={3} maxLength={2000} value={note} placeholder={words("transfer.note_hint")} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
        )}
        <footer>
          <button type="button" class="button outline" onClick={onClose}>
            {words("action.cancel")}
          </button>
          <button class="button strong" disabled={!to}>
            {words(assigning ? "transfer.assign_submit" : "transfer.submit")}
          </button>
        </footer>
      </form>
    </Modal>
  );
}

interface ToProps {
  ticket: Ticket;
  to: Transfer | undefined;
  onTo(to: Transfer): void;
}

function Agents({ ticket, to, onTo, assigning }: ToProps & { assigning: boolean }) {
  const { words } = useWords();
  const loaded = useLoaded("/desk/api/agents", colleagues);
  if (loaded.state !== "here") return <p class="none">{words(loaded.state === "failed" ? "transfer.failed" : "transfer.loading")}</p>;
  const others = byFitness(loaded.answer.agents, { id: ticket.agent?.id ?? "" }, ticket);
  if (others.length === 0) return <p class="none">{words("transfer.alone")}</p>;
  // Where nobody can be chosen, keys still scroll through the reasons.
  const nobody = others.every((one) => isOff(one, ticket, assigning));
  return (
    <fieldset class="options people" tabIndex={nobody ? 0 : undefined}>
      <legend class="sr">{words("transfer.agent")}</legend>
      {others.map((one) => (
        <Person key={one.id} one={one} ticket={ticket} assigning={assigning} checked={to !== undefined && "agent_id" in to && to.agent_id === one.id} onChoose={() => onTo({ agent_id: one.id })} />
      ))}
    </fieldset>
  );
}

function isOff(one: Colleague, ticket: Ticket, assigning: boolean): boolean {
  const obstacle = obstacleOf(one, ticket);
  return assigning ? isHard(obstacle) : obstacle !== undefined;
}

interface PersonProps {
  one: Colleague;
  ticket: Ticket;
  /** Only a supervisor may give a chat to somebody whom it does not suit. */
  assigning: boolean;
  checked: boolean;
  onChoose(): void;
}

function Person({ one, ticket, assigning, checked, onChoose }: PersonProps) {
  const { words } = useWords();
  const obstacle = obstacleOf(one, ticket);
  const off = isOff(one, ticket, assigning);
  const why = obstacle === "not_online" ? one.status : obstacle;
  return (
    <label class={off ? "off" : ""}>
      <input type="radio" name="to" checked={checked} disabled={off} onChange={onChoose} />
      <span class={`lamp ${one.connected && one.status === "online" ? "on" : one.status === "busy" ? "busy" : ""}`} />
      <span class="name">{one.name}</span>
      <small>{why && why !== "online" ? words(`obstacle.${why}`) : words("transfer.load", { load: one.load, capacity: one.capacity })}</small>
    </label>
  );
}

function Queues({ ticket, state, to, onTo }: ToProps & { state: DeskState }) {
  const { words } = useWords();
  const chosen = (queue: Queue) => to !== undefined && "queue" in to && to.queue === queue;
  const waiting = (queue: Queue) => words("transfer.waiting", { count: state.counts?.queues[queue]?.waiting ?? 0 });
  return (
    <fieldset class="options people">
      <legend class="sr">{words("transfer.queue")}</legend>
      {QUEUES.map((queue) => (
        <label key={queue}>
          <input type="radio" name="to" checked={chosen(queue)} onChange={() => onTo({ queue })} />
          <span class="name">{words(`queue.${queue}`)}</span>
          <small>{queue === ticket.queue ? words("transfer.here") : waiting(queue)}</small>
        </label>
      ))}
    </fieldset>
  );
}
