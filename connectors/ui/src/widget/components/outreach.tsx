import { useEffect, useState } from "preact/hooks";
import { time } from "../../shared/format";
import type { Outreach } from "../../shared/frames/message";
import { CloseIcon } from "../../shared/icons";
import type { Locale, Words } from "../../shared/words";
import { ko, type WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { refusalWords } from "../refusal";
import { outreachOf, type Pending, type WidgetState } from "../state";
import { buttonWords } from "./buttons";

interface Props {
  state: WidgetState;
  chat: Chat;
}

/**
 * What the customer should hear of before they ask. It takes no focus, and makes room for whoever writes. It is read out
 * from a place that is there before it: what comes together with its words, many screen readers pass over.
 */
export function OutreachCard(props: Props) {
  const { words, locale } = useWords();
  const [said, setSaid] = useState("");
  const { state } = props;
  const outreach = outreachOf(state);
  const heard = outreach && Object.values(told(outreach, words, locale)).join("\n");
  useEffect(() => {
    if (!heard) setSaid("");
    else if (state.open && !state.drafting) setSaid(heard);
  }, [heard, state.open, state.drafting]);
  return (
    <>
      <p class="sr" role="status">
        {said}
      </p>
      {outreach && <Told key={outreach.id} outreach={outreach} {...props} />}
    </>
  );
}

function Told({ outreach, state, chat }: Props & { outreach: Outreach }) {
  const { words, locale } = useWords();
  const { id, kind, shown } = outreach;
  const seen = !shown && !state.drafting && state.open && state.phase === "ready";
  useEffect(() => {
    if (seen) chat.outreachShown(id);
  }, [seen]);
  const unsent = state.pending.find(({ frame, refusal }) => refusal && frame.type === "outreach" && frame.outreach_id === id);
  const answer = (...said: [way: "take" | "person" | "dismiss", title?: string]) => {
    if (unsent) chat.discard(unsent.frame.client_id);
    chat.answerOutreach(id, ...said);
  };
  const more = buttonWords(kind === "late_order" ? "see_order" : "open_guide", words);
  const person = buttonWords("talk_to_person", words);
  const { title, text } = told(outreach, words, locale);
  return (
    <section class="outreach" hidden={state.drafting} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="quiet round" aria-label={words("outreach.dismiss")} onClick={() => answer("dismiss")}>
          <CloseIcon />
        </button>
      </header>
      <p>{text}</p>
      {unsent && <Refused of={unsent} />}
      <div class="ways">
        <button type="button" class="button strong" onClick={() => answer("take", more)}>
          {more}
        </button>
        <button type="button" class="button" onClick={() => answer("person", person)}>
          {person}
        </button>
      </div>
    </section>
  );
}

/** What has a bubble is read out there. */
function Refused({ of: { text, refusal } }: { of: Pending }) {
  const { words } = useWords();
  return (
    <p class="fault" role={text === undefined ? "alert" : undefined}>
      {refusal && refusalWords(words, refusal.code, refusal.retryAfter)}
    </p>
  );
}

function told({ kind, params }: Outreach, words: Words<WidgetKey>, locale: Locale): { title: string; text: string } {
  const key = kind === "late_order" ? kind : `stuck_${String(params["step"])}`;
  const promised = params["promised_at"];
  const known = { number: String(params["number"]), promised: typeof promised === "string" ? time(promised, "date", locale) : "" };
  const about = `outreach.${key}_title` in ko ? key : "stuck_other";
  const say = (part: "title" | "text") => words(`outreach.${about}_${part}` as WidgetKey, known);
  return { title: say("title"), text: say("text") };
}
