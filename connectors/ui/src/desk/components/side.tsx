import type { ComponentChildren } from "preact";
import { useNow } from "../../shared/clock";
import { duration, time } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import { useWords, wordFor } from "../language";
import { ticketOf, type DeskState } from "../state";
import { OrderFacts } from "./orderfacts";

/** From so many percent on a feeling counts as negative, as the numbers count it; below, the share would say nothing. */
const NEGATIVE = 60;

/** Right: everything that is known before the first word of the agent's. */
export function Side({ state }: { state: DeskState }) {
  const { words, locale } = useWords();
  const ticket = ticketOf(state, state.selected);
  if (!ticket) return <aside class="side" />;
  const { customer } = ticket;
  return (
    <aside class="side" aria-label={words("side.label")}>
      <Block title={words("side.why")}>
        <ul class="reasons">
          {ticket.reasons.map((reason) => (
            <li key={reason.code}>{wordFor(words, "reason", reason.code)}</li>
          ))}
        </ul>
        <Deadline ticket={ticket} />
      </Block>
      {ticket.summary && (
        <Block title={words("side.summary")}>
          <p>{ticket.summary}</p>
        </Block>
      )}
      <Block title={words("side.order")}>
        <OrderFacts order={ticket.facts?.["order"]} />
      </Block>
      <Block title={words("side.customer")}>
        <Rows
          rows={[
            [customer.name ?? words("customer.visitor"), <Verified yes={customer.verified} />],
            [words("customer.tier"), customer.tier && wordFor(words, "tier", customer.tier)],
            [words("customer.id"), customer.id && <span class="code">{customer.id}</span>],
            [words("side.emotion"), ticket.emotion && <Emotion emotion={ticket.emotion} />],
          ]}
        />
      </Block>
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

function Block({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export function Rows({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value !== undefined && value !== null && value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Verified({ yes }: { yes: boolean }) {
  const { words } = useWords();
  return <span class={yes ? "chip good" : "chip"}>{words(yes ? "customer.verified" : "customer.unverified")}</span>;
}

function Emotion({ emotion }: { emotion: NonNullable<Ticket["emotion"]> }) {
  const { words } = useWords();
  const percent = Math.round(emotion.negative * 100);
  const tone = percent >= 80 ? "bad" : percent >= NEGATIVE ? "warn" : "";
  return (
    <span class={`chip ${tone}`}>
      {wordFor(words, "emotion", emotion.label)}
      {percent >= NEGATIVE && ` · ${words("side.emotion_value", { percent })}`}
    </span>
  );
}

/** The time until which the customer should have heard from a person. */
function Deadline({ ticket }: { ticket: Ticket }) {
  const { words, locale } = useWords();
  const now = useNow(1000);
  if (!ticket.respond_by) return null;
  const left = (Date.parse(ticket.respond_by) - now) / 1000;
  const done = ticket.first_reply_at !== undefined && ticket.first_reply_at !== null;
  const tone = done ? "good" : left < 0 ? "bad" : left < 60 ? "warn" : "info";
  const text = done
    ? words("side.replied")
    : words(left < 0 ? "side.overdue" : "side.left", { time: duration(Math.abs(left), locale) });
  return <Rows rows={[[words("side.respond_by"), <span class={`chip ${tone}`}>{text}</span>]]} />;
}
