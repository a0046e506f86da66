import { ShownCard } from "../../shared/cards/card";
import { time } from "../../shared/format";
import type { Message } from "../../shared/frames/message";
import { InfoIcon } from "../../shared/icons";
import type { Locale, Params, Words } from "../../shared/words";
import { linkify } from "../../shared/linkify";
import { spokenIn } from "../../shared/spoken";
import { ko, type WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import type { Entry } from "../../shared/entries";
import { useWords } from "../language";
import { lazily } from "../lazily";
import type { WidgetState } from "../state";
import { Buttons, buttonWords } from "./buttons";
import { Face } from "../../shared/face";
import { AddressForm, EmailForm, VerifyForm } from "./forms";

const FileMessage = lazily(
  () => import("../files/filemessage").then((part) => part.FileMessage),
  ({ file }) => <p class="bubble">{file.name}</p>,
);

interface Props {
  entry: Extract<Entry, { kind: "message" }>;
  state: WidgetState;
  chat: Chat;
}

export function MessageRow({ entry, state, chat }: Props) {
  const { words } = useWords();
  const { message, first, last } = entry;
  if (message.kind === "notice") return <Notice message={message} state={state} chat={chat} />;
  if (message.kind === "submit") return message.code === "leave_email" ? null : <Submitted />;
  if (message.card?.kind === "leave_email") return <EmailForm messageId={message.id} state={state} chat={chat} />;
  const mine = message.sender === "customer";
  const text = message.text ?? pressedOf(message, words);
  return (
    <article data-message={message.id} class={`row ${mine ? "mine" : "theirs"} ${first ? "first" : ""}`}>
      {!mine && first && <Face name={message.sender === "agent" ? (message.name ?? "") : undefined} />}
      <div class="said">
        <Sender message={message} shown={first && !mine} />
        {text && <p class={`bubble ${onlyEmoji.test(text) ? "emoji" : ""}`} lang={spokenIn(text)}>{linkify(text, message.sender === "bot" ? chat.shop : undefined)}</p>}
        {message.file && <FileMessage file={message.file} chat={chat} />}
        {message.card && <MessageCard message={message} state={state} chat={chat} />}
        <Buttons message={message} state={state} chat={chat} />
        {last && <Clock at={message.created_at} />}
      </div>
    </article>
  );
}

/** A few emoji and nothing else: shown large, without a bubble. */
const onlyEmoji = /^(?:(?:\p{Extended_Pictographic}|\p{RI})[\p{EMod}\u200d\ufe0f]*){1,6}$/u;

/** What the customer said with one of the gateway's own buttons, which have no words of their own. */
const pressedOf = (message: Message, words: Words<WidgetKey>): string | undefined =>
  message.kind === "press" && message.code ? buttonWords(message.code, words) : undefined;

function Sender({ message, shown }: { message: Message; shown: boolean }) {
  const { words } = useWords();
  const key: WidgetKey = message.sender === "agent" && message.name ? "sender.agent_named" : senderKey(message);
  return <p class={shown ? "sender" : "sr"}>{words(key, { name: message.name })}</p>;
}

const senderKey = (message: Message): WidgetKey =>
  message.sender === "customer" ? "sender.customer" : message.sender === "agent" ? "sender.agent" : "sender.bot";

function MessageCard({ message, state, chat }: { message: Message; state: WidgetState; chat: Chat }) {
  const card = message.card!;
  if (card.kind === "verify_order") return <VerifyForm messageId={message.id} state={state} chat={chat} />;
  if (card.kind === "address") return <AddressForm messageId={message.id} reference={card.reference} state={state} chat={chat} />;
  return <ShownCard card={card} />;
}

function Notice({ message, state, chat }: { message: Message; state: WidgetState; chat: Chat }) {
  const { words, locale } = useWords();
  const key = `notice.${message.code}${message.code === "nobody_yet" ? whileNobody(message) : ""}`;
  const text = key in ko ? words(key as WidgetKey, readable(message.params, locale)) : message.text;
  return (
    <div class="notice" data-message={message.id}>
      {text && (
        <p>
          <InfoIcon />
          <span>{text}</span>
        </p>
      )}
      <Buttons message={message} state={state} chat={chat} />
    </div>
  );
}

/** What somebody for whom nobody came can do: nothing more, leave an address, or only turn to the bot. */
function whileNobody({ params, buttons }: Message): "_left" | "" | "_bot" {
  if (params?.email_masked !== undefined) return "_left";
  return buttons?.some(({ code }) => code === "leave_email") ? "" : "_bot";
}

/** Instants among the parameters, as the reader's clock shows them. */
const readable = (params: Message["params"], locale: Locale): Params =>
  Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [
      name,
      name.endsWith("_at") && typeof value === "string" ? time(value, "moment", locale) : value,
    ]),
  );

function Submitted() {
  const { words } = useWords();
  return <p class="day">{words("message.submitted")}</p>;
}

export function Clock({ at }: { at: string }) {
  const { locale } = useWords();
  return (
    <time class="clock" dateTime={at}>
      {time(at, "time", locale)}
    </time>
  );
}
