import { useNow } from "../../../shared/clock";
import { duration } from "../../../shared/format";
import { mostUrgent } from "../../clocks";
import { ClockChip } from "../../components/clock";
import { useSteady } from "../hold";
import { useWords } from "../language";
import type { TicketLine } from "../shapes";
import type { TicketActs } from "../team";

interface ListProps {
  title: string;
  none: string;
  /** What is not in this list. */
  note?: string;
  tickets: TicketLine[];
  acts: TicketActs;
  /** A list that should be empty. */
  alarm?: boolean;
}

export function TicketList({ title, none, note, tickets, acts, alarm }: ListProps) {
  const { rows, hand } = useSteady(tickets);
  return (
    <section class="board">
      <header>
        <h3>{title}</h3>
        <span class={`chip ${alarm && tickets.length > 0 ? "bad" : ""}`}>{tickets.length}</span>
        {note && <span class="soft">{note}</span>}
      </header>
      {rows.length === 0 && !note && <p class="soft none">{none}</p>}
      <ul class="lines" {...hand}>
        {rows.map(({ item, gone }) => (
          <TicketRow key={item.id} ticket={item} acts={acts} gone={gone} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  ticket: TicketLine;
  acts: TicketActs;
  gone?: boolean;
  /** Under its agent nobody needs to be told whose it is. */
  own?: boolean;
}

const tones = { urgent: "bad", high: "warn", normal: "", low: "" } as const;

/** A ticket on one line: whose it is, what it is about, what it is due for. */
export function TicketRow({ ticket, acts, gone, own }: RowProps) {
  const { words, locale } = useWords();
  const now = useNow(1000);
  const reading = mostUrgent(ticket, now);
  const name = ticket.customer.name ?? words("customer.visitor");
  return (
    <li class={gone ? "line gone" : "line"}>
      <div class="about">
        <p class="title-line">
          <strong>{name}</strong> <span class="soft">#{ticket.number}</span>
        </p>
        <p class="marks">
          {(ticket.priority === "urgent" || ticket.priority === "high") && (
            <span class={`chip ${tones[ticket.priority]}`}>{words(`priority.${ticket.priority}`)}</span>
          )}
          {gone ? <span class="chip">{words("team.gone")}</span> : reading && <ClockChip reading={reading} named />}
          <Trouble ticket={ticket} />
          <span class="soft">
            {words(`queue.${ticket.queue}`)} · {ticket.language.toUpperCase()} ·{" "}
            {words("list.waited", { time: duration((now - Date.parse(ticket.created_at)) / 1000, locale) })}
            {!own && ticket.agent && <> · {words("team.with", { name: ticket.agent.name })}</>}
          </span>
        </p>
      </div>
      {!gone && <Acts ticket={ticket} acts={acts} name={name} />}
    </li>
  );
}

function Trouble({ ticket }: { ticket: TicketLine }) {
  const { words } = useWords();
  if (ticket.poisoned) {
    return (
      <span class="chip bad" title={words("team.poisoned_hint")}>
        {words("team.poisoned")}
      </span>
    );
  }
  return ticket.requeued > 0 ? <span class="chip">{words("team.requeued", { count: ticket.requeued })}</span> : null;
}

function Acts({ ticket, acts, name }: { ticket: TicketLine; acts: TicketActs; name: string }) {
  const { words } = useWords();
  const moving = acts.moving.has(ticket.id);
  const assign = words(moving ? "team.assigning" : ticket.agent ? "team.reassign" : "team.assign");
  const of = (act: string) => `${act}: ${name} #${ticket.number}`;
  return (
    <div class="acts">
      <button type="button" class="button outline" aria-label={of(words("team.listen"))} title={words("team.listen_hint")} onClick={() => acts.open(ticket)}>
        {words("team.listen")}
      </button>
      <button type="button" class="button" aria-label={of(assign)} disabled={moving} onClick={() => acts.assign(ticket)}>
        {assign}
      </button>
    </div>
  );
}
