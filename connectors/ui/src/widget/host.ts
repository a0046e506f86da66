import type { Locale } from "../shared/words";

/** What the loader on the shop's page says to the chat in its frame. */
export type FromHost =
  | { type: "open" }
  | { type: "close" }
  | { type: "identify"; jwt: string }
  | { type: "logout" }
  | { type: "locale"; locale: Locale }
  /** As the page said it, whatever it said. */
  | { type: "context"; context: object };

export type ToHost =
  | { type: "ready" }
  | { type: "close" }
  /** The customer logged out in another tab. */
  | { type: "forgotten" }
  | { type: "unread"; count: number }
  | { type: "event"; name: "message" | "handoff" | "resolved" | "identity_refused"; data?: unknown };

const LONGEST_GREETING = 300;

const embedded = () => window.parent !== window;
const asked = () => new URLSearchParams(location.search);

/** The shop's own welcome. It counts only where the shop's page is around: into an address anybody can write. */
export const shopGreeting = (locale: Locale): string => (embedded() && asked().get(locale)?.slice(0, LONGEST_GREETING)) || "";

/** What a chat needs of where it stands. */
export type Around = Pick<Host, "embedded" | "shop" | "tell">;

/**
 * The page around this frame. Its origin comes in the address of the frame; a page that names another's
 * origin there is only shut out from the talk, and which pages may embed is decided by frame-ancestors.
 */
export class Host {
  readonly embedded = embedded();
  private readonly origin = asked().get("origin") ?? "";

  /** Where the shop's own pages are; none when this page stands alone. */
  get shop(): string | undefined {
    return this.embedded && /^https?:/.test(this.origin) && URL.canParse(this.origin) ? this.origin : undefined;
  }

  listen(hear: (message: FromHost) => void): void {
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== this.origin || event.data?.firsthand !== 1) return;
      hear(event.data as FromHost);
    });
  }

  tell(message: ToHost): void {
    if (this.embedded && this.origin) window.parent.postMessage({ firsthand: 1, ...message }, this.origin);
  }
}
