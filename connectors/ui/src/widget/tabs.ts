import { stored } from "../shared/outbox";
import type { Chat } from "./chat";

type Word = { type: "read"; conversation: string; seq: number } | { type: "logout" };

/**
 * Keeps the tabs of one browser in step: what was read in one is read in all, and who logs out in one is forgotten in
 * all. What is said comes to each of them over its own socket.
 */
export class Tabs {
  private readonly channel = stored(() => new BroadcastChannel("firsthand"));
  private read = 0;

  constructor(private readonly chat: Chat) {
    if (!this.channel) return;
    this.channel.onmessage = (event) => this.hear(event.data as Word);
    chat.store.subscribe(() => this.tellRead());
  }

  logout(): void {
    this.chat.logout();
    this.channel?.postMessage({ type: "logout" } satisfies Word);
  }

  private tellRead(): void {
    const { conversation, conversationId } = this.chat.store.get();
    const seq = conversation?.read_seq ?? 0;
    if (seq > this.read && conversationId) this.channel?.postMessage({ type: "read", conversation: conversationId, seq } satisfies Word);
    this.read = seq;
  }

  private hear(word: Word): void {
    if (word.type === "logout") return this.chat.logout(false);
    const { conversation, conversationId } = this.chat.store.get();
    if (word.conversation !== conversationId || word.seq <= (conversation?.read_seq ?? 0)) return;
    this.read = word.seq;
    this.chat.store.dispatch({ type: "read", seq: word.seq });
  }
}
