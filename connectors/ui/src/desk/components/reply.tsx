import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Ticket } from "../../shared/frames/desk";
import { sendsOnEnter } from "../../shared/typing";
import type { Locale } from "../../shared/words";
import type { Desk } from "../desk";
import type { DeskState } from "../state";
import { selectIn } from "../tools/box";
import { Gaps } from "../tools/gaps";
import { useInsert } from "../tools/inserting";
import { useToolWords } from "../tools/language";
import { MacroPicker } from "../tools/macropicker";
import { fillPlaces, orderValues, parcelOf, placeValues } from "../tools/placeholders";
import "../tools/reply.css";
import { useCard } from "../tools/sources";
import { useSuggestions, unanswered } from "../tools/suggesting";
import { Suggestions } from "../tools/suggestions";
import { WriteForm } from "../tools/writeform";
import { useWriting } from "../tools/writing";

interface Props {
  ticket: Ticket;
  state: DeskState;
  desk: Desk;
}

/** Where an agent writes: to the customer, or a note that only colleagues read. */
export function Reply({ ticket, state, desk }: Props) {
  const { locale } = useToolWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const writing = useWriting(ticket, state, desk);
  const insert = useInsert(box, writing);
  const card = useCard(desk, ticket, locale).answer;
  const [language, setLanguage] = useState<Locale>(ticket.language === "en" ? "en" : "ko");
  const [picking, setPicking] = useState(false);
  const [held, setHeld] = useState(false);
  const { found, hide } = useShown(ticket, state, writing.mode === "reply" && writing.gaps.length === 0);
  const back = () => box.current?.focus();
  useFocus(box, ticket, state, writing.replies);

  const send = () => {
    const [gap] = writing.gaps;
    setHeld(gap !== undefined);
    if (gap) return selectIn(box.current!, gap);
    if (writing.ready) writing.send();
    back();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const empty = writing.text === "" && !event.isComposing && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (sendsOnEnter(event)) send();
    else if (empty && event.key === "/" && writing.mode === "reply") setPicking(true);
    else if (empty && event.key === "Tab" && !event.shiftKey && found[0]) insert(found[0].text);
    else if (empty && event.key === "Escape" && found.length > 0) hide();
    else return;
    event.preventDefault();
  };
  return (
    <div class={`write ${writing.mode} ${writing.replies ? "" : "aside"}`}>
      <Suggestions found={found} tab={writing.text === ""} onUse={({ text }) => insert(text)} onHide={() => (hide(), back())} />
      <Gaps
        gaps={writing.gaps}
        held={held}
        orders={parcelOf(ticket, card) ? [] : (card?.orders ?? [])}
        onGo={(gap) => selectIn(box.current!, gap)}
        onOrder={(order) => (writing.setText(fillPlaces(writing.text, orderValues(order, language))), back())}
      />
      {picking && (
        <MacroPicker
          {...{ desk, language, setLanguage, queue: ticket.queue, values: placeValues(ticket, card, state.agent.name, language) }}
          onPick={(text) => (setPicking(false), insert(text))}
          onClose={(escaped) => (setPicking(false), escaped && back())}
        />
      )}
      <WriteForm
        {...{ box, writing, picking, send, onKeyDown }}
        onText={(text) => (setHeld(false), writing.setText(text))}
        onMacros={() => (setPicking(!picking), back())}
        onMode={(mode) => (setPicking(false), writing.setMode(mode), back())}
      />
    </div>
  );
}

/** Suggestions for what the customer said last, unless the agent has put them away. */
function useShown(ticket: Ticket, state: DeskState, replying: boolean) {
  const [hidden, setHidden] = useState<number>();
  const seq = unanswered(state.conversations[ticket.conversation_id]?.thread.messages ?? []);
  const found = useSuggestions(ticket.conversation_id, replying && seq !== hidden ? seq : undefined);
  return { found, hide: () => setHidden(seq) };
}

/** Whoever turns to a chat of theirs may write at once; on a phone that would open the keyboard over everything. */
function useFocus(box: RefObject<HTMLTextAreaElement | null>, ticket: Ticket, { selected, turned }: DeskState, replies: boolean): void {
  useEffect(() => {
    if (replies && selected === ticket.conversation_id && matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, [turned, replies]);
}
