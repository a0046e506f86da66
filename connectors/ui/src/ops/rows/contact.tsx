import type { ComponentChildren } from "preact";
import { duration, time } from "../../shared/format";
import { contactDetail, type ContactDetail, type JourneyEvent } from "../../shared/frames/ops";
import type { Message } from "../../shared/frames/message";
import { BackIcon } from "../../shared/icons";
import { spokenIn } from "../../shared/spoken";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import { Answered } from "../shell/answered";
import { OutcomeChip } from "./list";

/** One contact whole: what was said (masked) and what happened. */
export function Contact({ id, onBack }: { id: string; onBack(): void }) {
  const { words } = useWords();
  const found = useLoaded(`/ops/api/contacts/${encodeURIComponent(id)}`, contactDetail);
  return (
    <section class="panel-box wide">
      <header>
        <button class="quiet" onClick={onBack}>
          <BackIcon /> {words("contact.back")}
        </button>
        <h2>{words("contact.title")}</h2>
      </header>
      <Answered of={found}>{(detail) => <Detail detail={detail} />}</Answered>
    </section>
  );
}

function Detail({ detail }: { detail: ContactDetail }) {
  const { words } = useWords();
  return (
    <>
      <Summary detail={detail} />
      <div class="two">
        <section>
          <h3>{words("contact.conversation")}</h3>
          {detail.messages.length === 0 && <p class="none">{words("contact.no_messages")}</p>}
          {detail.messages.map((message) => (
            <Said key={message.id} message={message} />
          ))}
        </section>
        <section>
          <h3>{words("contact.events")}</h3>
          <ol class="events">
            {detail.events.map((event) => (
              <Happened key={event.id} event={event} />
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

function Summary({ detail }: { detail: ContactDetail }) {
  const { words, locale } = useWords();
  const contact = detail.contact as ContactDetail["contact"] & Record<"queue_wait_s" | "first_human_response_s", number | null | undefined>;
  const seconds = (value: number | null | undefined) => (value === null || value === undefined ? undefined : duration(value, locale));
  const facts: [string, ComponentChildren][] = [
    [words("rows.started"), time(contact.started_at, "moment", locale)],
    [words("contact.ended"), contact.ended_at && time(contact.ended_at, "moment", locale)],
    [words("rows.outcome"), contact.outcome && <OutcomeChip outcome={contact.outcome} />],
    [words("rows.handled"), contact.handled_by && wordFor(words, "handled", contact.handled_by)],
    [words("rows.topic"), contact.topic?.split(", ").map((topic) => wordFor(words, "topic", topic)).join(", ")],
    [words("rows.reference"), contact.reference],
    [words("rows.csat"), contact.csat],
    [words("contact.wait"), seconds(contact.queue_wait_s)],
    [words("contact.first_response"), seconds(contact.first_human_response_s)],
    [words("contact.reasons"), contact.reasons?.map((reason) => wordFor(words, "reason", reason)).join(", ")],
  ];
  return (
    <dl class="summary">
      {facts
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

function Said({ message }: { message: Message }) {
  const { words, locale } = useWords();
  const text = message.text ?? (message.code ? wordFor(words, "notice", message.code, { ...message.params }) : message.kind);
  return (
    <article class={`said-line ${message.sender}`}>
      <p class="sender">
        {message.name ?? words(`sender.${message.sender}`)} <time dateTime={message.created_at}>{time(message.created_at, "time", locale)}</time>
      </p>
      <p class="bubble" lang={spokenIn(text)}>{text}</p>
    </article>
  );
}

function Happened({ event }: { event: JourneyEvent }) {
  const { words, locale } = useWords();
  const data = Object.entries(event.data ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return (
    <li>
      <details>
        <summary>
          <strong>{wordFor(words, "event", event.type)}</strong>
          <time dateTime={event.at}>{time(event.at, "time", locale)}</time>
        </summary>
        {data.map(([name, value]) => (
          <p key={name}>
            <span>{name}</span> <code>{typeof value === "string" ? value : JSON.stringify(value)}</code>
          </p>
        ))}
      </details>
    </li>
  );
}
