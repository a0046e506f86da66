/**
 * Firsthand on a shop's page: what `widget.js` understands. The support host serves this file at /firsthand.d.ts;
 * put it into your project as it is, and `window.Firsthand` is typed.
 */

/** One text for everybody, or one a language. */
export type FirsthandText = string | { ko?: string; en?: string };

/** Set as `window.firsthandSettings` before the script runs. The tag's own attributes (`data-site`, ...) go first. */
export interface FirsthandSettings {
  site?: string;
  /** Else the language of the page, else the browser's. */
  locale?: "ko" | "en";
  /** `#rrggbb`. What is too pale to be read is made darker where it is text; the console says so. */
  color?: string;
  position?: "right" | "left";
  /** Said in the empty chat, below the welcome; at most 300 characters. */
  greeting?: FirsthandText;
  /** `icon`; or `text`, a pill with our words; or words of your own, at most 40 characters. */
  launcher?: FirsthandText;
}

/** Where the customer is. Shown to the agent who helps them, and believed by nobody. */
export interface FirsthandContext {
  /** Else told from the address and the title, without query and fragment. Forgotten when the address changes. */
  page?: { url: string; title?: string } | null;
  /** `total` in the smallest unit of `currency` (ISO 4217): 12900 KRW, 12900 USD is $129.00. */
  cart?: { items: number; total: number; currency: string } | null;
  /** The number of the order that the page is about. */
  order?: string | null;
}

export interface FirsthandEvents {
  /** The chat behind the launcher is loaded. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** Somebody of the shop's side, or the chat itself, said something; what it was stays in the chat. */
  message: { sender: "bot" | "agent" | "system"; kind: string };
  /** The chat went to the shop's agents. */
  handoff: undefined;
  resolved: undefined;
  unread: { count: number };
  /** The shop's word for who this is was not accepted, or is needed once more: call `identify` with a fresh JWT. */
  identity_refused: { code: string };
}

export interface FirsthandApi {
  open(): void;
  close(): void;
  toggle(): void;
  /** Says who the customer is: a short-lived JWT signed by the shop, used once. */
  identify(jwt: string): void;
  /** Forgets the customer in this browser, all its tabs; call it when the shop's log-in ends. */
  logout(): void;
  setLocale(locale: "ko" | "en"): void;
  /** Adds to what was said before; `null` takes a part back. */
  setContext(context: FirsthandContext): void;
  /** Returns its undo. */
  on<Name extends keyof FirsthandEvents>(name: Name, listener: (data: FirsthandEvents[Name]) => void): () => void;
}

/** A call made before the script is there: `(window.firsthandQueue ||= []).push(["open"])`. */
export type FirsthandCall = {
  [Name in keyof FirsthandApi]: [name: Name, ...args: Parameters<FirsthandApi[Name]>];
}[keyof FirsthandApi];

declare global {
  interface Window {
    Firsthand?: FirsthandApi;
    firsthandSettings?: FirsthandSettings;
    firsthandQueue?: { push(...calls: FirsthandCall[]): unknown };
  }
}
