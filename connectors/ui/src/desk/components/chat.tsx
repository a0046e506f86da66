import { useEffect, useRef, useState } from "preact/hooks";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { useTurning } from "../focus";
import { useWords } from "../language";
import { holds, ticketOf, type DeskState } from "../state";
import type { Asking } from "./asking";
import { ChatHead } from "./head";
import { KeptText, NotMine } from "./notmine";
import { Reply } from "./reply";
import { Transcript } from "./transcript";

export interface ChatProps {
  state: DeskState;
  desk: Desk;
  conversationId: string;
  /** Asks how to resolve, or to whom to transfer. */
  ask(asking: Asking): void;
  /** The facts about the chat that is worked in are shown beside it. */
  side: boolean;
  onSide(): void;
}

/** One conversation and what may be done with it. */
export function Chat(props: ChatProps) {
  const { words } = useWords();
  const { state, desk, conversationId } = props;
  const box = useRef<HTMLElement>(null);
  const ticket = ticketOf(state, conversationId);
  const selected = state.selected === conversationId;
  useFocus(box, selected, state.turned, ticket !== undefined && !holds(state, conversationId));
  return (
    <section
      class="chat"
      ref={box}
      data-selected={selected}
      aria-label={words("chat.label")}
      onFocusCapture={() => desk.focus(conversationId)}
      onPointerDownCapture={() => desk.focus(conversationId)}
    >
      {ticket ? <Opened {...props} ticket={ticket} /> : <Unopened {...props} />}
    </section>
  );
}

/** An answer to the wish to read a chat comes within so many ms, or it may not be read. */
const PATIENCE = 1_500;

/** A chat of the last time that is somebody else's now: what was begun in it is still here. */
function Unopened({ desk, state, conversationId }: ChatProps) {
  const { words } = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [state.phase]);
  if (!late || state.phase !== "ready") return null;
  return (
    <div class="unopened">
      <p>{words("chat.unreadable")}</p>
      <KeptText state={state} conversationId={conversationId} />
      <button type="button" class="button outline" onClick={() => desk.close(conversationId)}>
        {words("action.close")}
      </button>
    </div>
  );
}

function Opened(props: ChatProps & { ticket: Ticket }) {
  const { state, desk, conversationId, ticket } = props;
  const mine = holds(state, conversationId);
  return (
    <>
      <ChatHead {...props} mine={mine} />
      <Transcript conversationId={conversationId} state={state} desk={desk} />
      {!mine && <NotMine {...props} />}
      <Reply ticket={ticket} state={state} desk={desk} />
    </>
  );
}

/** Who turns to a chat that is not theirs finds the way to take it, or reads; who holds it can write at once (Reply). */
function useFocus(box: { current: HTMLElement | null }, selected: boolean, turned: number, reads: boolean): void {
  useTurning(turned, reads, () => box.current, () => {
    if (!selected || !reads || turned === 0) return;
    const take = box.current?.querySelector<HTMLElement>(".not-mine .button.strong:enabled");
    (take ?? box.current?.querySelector<HTMLElement>("h2"))?.focus();
  });
}
