import { useEffect } from "preact/hooks";
import { ShownCard } from "../../shared/cards/card";
import { Day } from "../../shared/day";
import { FileCard } from "../../shared/files/filecard";
import { UploadRows } from "../../shared/files/uploadrows";
import type { Entry } from "../../shared/entries";
import { Face } from "../../shared/face";
import { time } from "../../shared/format";
import type { Note } from "../../shared/frames/desk";
import type { Card, Message } from "../../shared/frames/message";
import { DownIcon, InfoIcon } from "../../shared/icons";
import { linkify } from "../../shared/linkify";
import { useEndOf } from "../../shared/scroll";
import { useStore } from "../../shared/store";
import { spokenIn } from "../../shared/spoken";
import { ko, type DeskKey } from "../catalogue/ko";
import type { Desk } from "../desk";
import { filesOf, loadFile } from "../files/sending";
import { useWords } from "../language";
import type { DeskState } from "../state";
import { timeline } from "../timeline";
import { Covered } from "./covered";
import { NoteRow } from "./note";
import { Still } from "./still";
import { UnsentRow } from "./unsent";

interface Props {
  conversationId: string;
  state: DeskState;
  desk: Desk;
}

const none: readonly Note[] = [];

export function Transcript({ conversationId, state, desk }: Props) {
  const { words } = useWords();
  const one = state.conversations[conversationId];
  const unsent = state.unsent.filter((said) => said.frame.conversation_id === conversationId);
  const messages = one?.thread.messages ?? [];
  const last = messages.at(-1);
  const notes = one?.notes ?? none;
  const { shown, uploads } = filesOf(desk);
  const sending = useStore(shown);
  const { box, onScroll, toEnd, below } = useEndOf(`${last?.id} ${notes.at(-1)?.id}`, unsent.length + sending.length);
  useEffect(() => {
    const seen = () => document.visibilityState === "visible" && last && last.seq > (one?.seen ?? 0) && desk.seen(conversationId);
    seen();
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  });
  return (
    <div class="log-frame">
      <div class="log" ref={box} data-conversation={conversationId} onScroll={onScroll} role="log" aria-live="polite" aria-label={words("chat.label")} tabIndex={0}>
        <Still of={[one?.thread, notes, state.unsent, state.phase, one?.ticket?.customer.name, words]}>
          {() =>
            timeline(messages, notes, unsent).map((entry) =>
              entry.kind === "day" ? (
                <Day key={entry.key} at={entry.at} />
              ) : entry.kind === "message" ? (
                <Line key={entry.key} entry={entry} customer={one?.ticket?.customer.name} />
              ) : entry.kind === "note" ? (
                <NoteRow key={entry.key} note={entry.note} />
              ) : (
                <UnsentRow key={entry.key} unsent={entry.pending} phase={state.phase} desk={desk} />
              ),
            )
          }
        </Still>
        <UploadRows conversationId={conversationId} shown={sending} messages={messages} uploads={uploads} />
        {one?.customerTyping && <p class="day">{words("chat.typing")}</p>}
      </div>
      {below && (
        <button class="chip-down" onClick={toEnd}>
          <DownIcon /> {words(`message.${below}`)}
        </button>
      )}
    </div>
  );
}

/** For the agent the customer is on the other side; the assistant and the agents are on this one. */
function Line({ entry, customer }: { entry: Extract<Entry, { kind: "message" }>; customer?: string }) {
  const { words, locale } = useWords();
  const { message, first, last } = entry;
  if (message.kind === "notice") return <Notice message={message} />;
  if (message.kind === "submit") return <p class="day">{words("message.submitted")}</p>;
  const theirs = message.sender === "customer";
  const said = message.text ?? (message.kind === "press" ? message.code?.replaceAll("_", " ") : undefined);
  const name = theirs ? (customer ?? words("customer.visitor")) : (message.name ?? words(message.sender === "agent" ? "sender.agent" : "sender.bot"));
  return (
    <article class={`row ${theirs ? "theirs" : "mine"} ${message.sender} ${first ? "first" : ""}`} data-at={message.created_at}>
      {theirs && first && <Face name={name} />}
      <div class="said">
        <p class={first ? "sender" : "sr"}>{name}</p>
        {said && message.masked && <Covered id={message.id} text={said} />}
        {said && !message.masked && <p class={message.kind === "press" ? "bubble pressed" : "bubble"} lang={spokenIn(said)}>{linkify(said)}</p>}
        {message.file && <FileCard file={message.file} load={loadFile} />}
        {message.card && <SeenCard card={message.card} />}
        {message.buttons && message.buttons.length > 0 && (
          <p class="offered">
            {message.buttons.map((button) => (
              <span key={button.id} class={button.used ? "chip good" : "chip"}>
                {button.title ?? button.code?.replaceAll("_", " ")}
              </span>
            ))}
          </p>
        )}
        {last && (
          <time class="clock" dateTime={message.created_at}>
            {time(message.created_at, "time", locale)}
          </time>
        )}
      </div>
    </article>
  );
}

function SeenCard({ card }: { card: Card }) {
  const { words } = useWords();
  if (card.kind === "verify_order" || card.kind === "address" || card.kind === "leave_email") return <p class="bubble">{words(`form.${card.kind}`)}</p>;
  return <ShownCard card={card} />;
}

function Notice({ message }: { message: Message }) {
  const { words } = useWords();
  const key = `notice.${message.code}`;
  return (
    <div class="notice" data-at={message.created_at}>
      <p>
        <InfoIcon />
        <span>{key in ko ? words(key as DeskKey, { ...message.params }) : (message.text ?? message.code)}</span>
      </p>
    </div>
  );
}
