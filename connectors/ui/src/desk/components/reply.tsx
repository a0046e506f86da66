import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { useAttaching } from "../files/attaching";
import { useTurning } from "../focus";
import type { DeskState } from "../state";
import { Composer } from "../tools/composer";
import { useToolWords } from "../tools/language";
import { parcelOf, placeValues } from "../tools/placeholders";
import { answersOf, FRESH, MACROS, useCard } from "../tools/sources";
import { useSuggestions, unanswered } from "../tools/suggesting";
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
  const card = useCard(desk, ticket, locale).answer;
  const shown = useShown(ticket, state, writing.mode === "reply" && writing.gaps.length === 0);
  const attaching = useAttaching(ticket, desk, writing.replies && writing.mode === "reply", box);
  const { macros } = answersOf(desk);
  useFocus(box, ticket, state, writing.replies);
  useEffect(() => {
    if (writing.replies) void macros.want(MACROS, FRESH); // so that they are there when their key is pressed
  }, [writing.replies]);
  return (
    <Composer
      {...{ box, writing, ...shown, macros, attaching, queue: ticket.queue }}
      spoken={ticket.language === "en" ? "en" : "ko"}
      values={(language) => placeValues(ticket, card, state.agent.name, language)}
      orders={parcelOf(ticket, card) ? [] : (card?.orders ?? [])}
    />
  );
}

/** Suggestions for what the customer said last, unless the agent has put them away. */
function useShown(ticket: Ticket, state: DeskState, replying: boolean) {
  const [hidden, setHidden] = useState<number>();
  const seq = unanswered(state.conversations[ticket.conversation_id]?.thread.messages ?? []);
  const found = useSuggestions(ticket.conversation_id, replying && seq !== hidden ? seq : undefined);
  return { found, hide: () => setHidden(seq) };
}

/** Whoever turns to a chat of theirs may write at once, with the very next key; on a phone that would open the keyboard. */
function useFocus(box: RefObject<HTMLTextAreaElement | null>, ticket: Ticket, { selected, turned }: DeskState, replies: boolean): void {
  useTurning(turned, replies, () => box.current?.closest(".chat"), () => {
    if (replies && selected === ticket.conversation_id && matchMedia("(pointer: fine)").matches) box.current?.focus();
  });
}
