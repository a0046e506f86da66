import { time } from "../../shared/format";
import type { EarlierContact } from "../../shared/frames/desk_api";
import { StarIcon } from "../../shared/icons";
import type { Desk } from "../desk";
import { wordFor } from "../language";
import { OpenIcon } from "./icons";
import { toolWord, useToolWords } from "./language";
import { seek } from "./seek";

const tones: Record<string, string> = { confirmed: "good", assumed: "good", resolved_by_agent: "good", abandoned: "warn", unresolved: "bad" };

/** Contacts that are over, the newest first; those that this agent may read open where they began. */
export function Contacts({ contacts, desk }: { contacts: readonly EarlierContact[]; desk: Desk }) {
  const { tool } = useToolWords();
  if (contacts.length === 0) return <p class="none">{tool("about.contacts_none")}</p>;
  return (
    <ul class="contacts">
      {contacts.map((contact) => (
        <li key={contact.contact_id}>
          <OneContact contact={contact} desk={desk} />
        </li>
      ))}
    </ul>
  );
}

function OneContact({ contact, desk }: { contact: EarlierContact; desk: Desk }) {
  const { tool } = useToolWords();
  const { conversation_id: conversation, started_at: at } = contact;
  if (!conversation) return <div class="contact">{<Summary contact={contact} />}</div>;
  const open = () => {
    desk.select(conversation);
    seek(conversation, at);
  };
  return (
    <button class="contact" title={tool("about.contact_open")} onClick={open}>
      <Summary contact={contact} />
      <OpenIcon />
    </button>
  );
}

function Summary({ contact }: { contact: EarlierContact }) {
  const { words, tool, locale } = useToolWords();
  const { topic, outcome, csat, handled_by: by } = contact;
  return (
    <span class="what">
      <span class="line">
        <strong>{topic ? wordFor(words, "topic", topic) : words("topic.general")}</strong>
        {outcome && <span class={`chip ${tones[outcome] ?? ""}`}>{toolWord(tool, "outcome", outcome)}</span>}
      </span>
      <span class="line soft">
        <time dateTime={contact.started_at}>{time(contact.started_at, "moment", locale)}</time>
        {by && <span>{toolWord(tool, "about", `handled_${by}`)}</span>}
        {csat && (
          <span class="score" title={tool("about.csat", { score: csat })}>
            <StarIcon />
            <span aria-hidden="true">{csat}</span>
            <span class="sr">{tool("about.csat", { score: csat })}</span>
          </span>
        )}
      </span>
    </span>
  );
}
