import { useEffect } from "preact/hooks";
import { time } from "../../shared/format";
import type { Outreach } from "../../shared/frames/message";
import { CloseIcon } from "../../shared/icons";
import type { Locale, Words } from "../../shared/words";
import { ko, type WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { outreachOf, type WidgetState } from "../state";
import { buttonWords } from "./buttons";

/** What the customer should hear of before they ask. It takes no focus, and makes room for whoever writes. */
export function OutreachCard({ state, chat }: { state: WidgetState; chat: Chat }) {
  const outreach = outreachOf(state);
  return outreach ? <Told key={outreach.id} outreach={outreach} state={state} chat={chat} /> : null;
}

function Told({ outreach, state, chat }: { outreach: Outreach; state: WidgetState; chat: Chat }) {
  const { words, locale } = useWords();
  const { id, kind, shown } = outreach;
  const seen = !shown && !state.drafting && state.open && state.phase === "ready";
  useEffect(() => {
    if (seen) chat.outreachShown(id);
  }, [seen]);
  const more = buttonWords(kind === "late_order" ? "see_order" : "open_guide", words);
  const person = buttonWords("talk_to_person", words);
  const { title, text } = told(outreach, words, locale);
  return (
    <section class="outreach" hidden={state.drafting} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="quiet round" aria-label={words("outreach.dismiss")} onClick={() => chat.answerOutreach(id, "dismiss")}>
          <CloseIcon />
        </button>
      </header>
      <p role="status">{text}</p>
      <div class="ways">
        <button type="button" class="button strong" onClick={() => chat.answerOutreach(id, "take", more)}>
          {more}
        </button>
        <button type="button" class="button" onClick={() => chat.answerOutreach(id, "person", person)}>
          {person}
        </button>
      </div>
    </section>
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
