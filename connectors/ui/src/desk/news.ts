import { isSeen, type News } from "./attention";
import type { DeskKey } from "./catalogue/ko";
import type { Chimes } from "./chimes";
import type { Desk } from "./desk";
import { useWords } from "./language";
import { showNotice } from "./notices";
import type { PreferenceStore } from "./preferences";

/** Words of a notice: its title, and what is known of whom it is about. */
export type NewsWords = (news: News) => { title: string; text: string };

export function useNewsWords(): NewsWords {
  const { words } = useWords();
  return ({ code, ticket }) => {
    const name = ticket?.customer.name ?? words("customer.visitor");
    const text = ticket ? `#${ticket.number} · ${words(`queue.${ticket.queue}`)} · ${words(`priority.${ticket.priority}`)}` : words("desk.title");
    return { title: words(`news.${code}` as DeskKey, { name }), text };
  };
}

/** Tells an agent who looks elsewhere, in another tab or another window: by ear, and by the system's own notice. */
export function announce(news: News, desk: Desk, chimes: Chimes, preferences: PreferenceStore, wordsOf: NewsWords): void {
  if (isSeen(news, desk.store.get(), document.visibilityState === "visible" && document.hasFocus())) return;
  chimes.play(news.chime);
  if (!preferences.get().notices) return;
  const onClick = () => {
    if (news.conversationId) desk.select(news.conversationId);
  };
  showNotice({ ...wordsOf(news), tag: `${news.code} ${news.conversationId ?? ""}`, onClick });
}
