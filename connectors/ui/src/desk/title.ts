import { useEffect } from "preact/hooks";
import { unread, type DeskState } from "./state";

/** How much of the agent's own waits for a look: offers, and chats with something unread. */
export function waitingForMe(state: DeskState): number {
  return state.offers.length + state.mine.filter((ticket) => unread(state, ticket.conversation_id) > 0).length;
}

/** The tab says how much waits, also while nobody looks at it. After the language has set its own title. */
export function useTitle(title: string, count: number): void {
  useEffect(() => {
    queueMicrotask(() => (document.title = count > 0 ? `(${count}) ${title} · Firsthand` : `${title} · Firsthand`));
  }, [title, count]);
}
