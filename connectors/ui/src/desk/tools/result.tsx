import { Face } from "../../shared/face";
import { time } from "../../shared/format";
import type { Finding } from "../../shared/frames/desk_api";
import { LockIcon } from "./icons";
import { useToolWords } from "./language";
import { piecesOf } from "./marks";

interface Props {
  id: string;
  finding: Finding;
  active: boolean;
  onOpen(): void;
  onPoint(): void;
}

/** One thing that was said: whose conversation, who said it and when, and the words with what was looked for. */
export function Result({ id, finding, active, onOpen, onPoint }: Props) {
  const { words, tool, locale } = useToolWords();
  const { customer, at, excerpt, marks, ticket_id: ticket } = finding;
  const name = customer.name ?? words("customer.visitor");
  return (
    <li id={id} role="option" class={ticket ? "result" : "result closed"} aria-selected={active} aria-disabled={!ticket} onClick={onOpen} onPointerMove={active ? undefined : onPoint}>
      <Face name={name} />
      <div>
        <p class="line">
          <strong>{name}</strong>
          {customer.verified && <span class="chip good">{words("customer.verified")}</span>}
          <time dateTime={at}>{time(at, "moment", locale)}</time>
        </p>
        <p class="excerpt">
          <Speaker finding={finding} />
          {piecesOf(excerpt, marks).map((piece, index) => (piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text))}
        </p>
        {!ticket && <p class="only">{tool("search.bot_only")}</p>}
      </div>
    </li>
  );
}

function Speaker({ finding: { who, name } }: { finding: Finding }) {
  const { words, tool } = useToolWords();
  if (who === "note") {
    return (
      <span class="speaker note">
        <LockIcon /> {tool("search.who_note")} {name}
      </span>
    );
  }
  const role = who === "customer" || who === "bot" || who === "agent" ? words(`sender.${who}`) : tool("search.who_system");
  return <span class="speaker">{who === "agent" && name ? name : role}</span>;
}
