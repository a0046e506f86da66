/** The API on the shop's page, as a page script sees it. */
export interface FirsthandApi {
  open(): void;
  close(): void;
  toggle(): void;
  /** Says who the customer is: a short-lived JWT signed by the shop. */
  identify(jwt: string): void;
  /** Forgets the customer on this browser; call it when the shop's log-in ends. */
  logout(): void;
  setLocale(locale: "ko" | "en"): void;
  setContext(context: Record<string, unknown>): void;
  /** Events: ready, open, close, message, handoff, resolved, unread, identity_refused. Returns the undo. */
  on(name: string, listener: (data: unknown) => void): () => void;
}

/** Calls before the loader is there: `(window.firsthandQueue ||= []).push(["open"])`. */
export type QueuedCall = [name: keyof FirsthandApi, ...args: unknown[]];

declare global {
  interface Window {
    Firsthand?: FirsthandApi;
    firsthandQueue?: { push(...calls: QueuedCall[]): unknown };
  }
}
