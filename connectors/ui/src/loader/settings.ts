import type { FirsthandSettings, FirsthandText } from "./firsthand";

export type Locale = "ko" | "en";

export interface Settings {
  /** Where the chat is served: the origin that this script came from. */
  host: string;
  site: string;
  locale: Locale;
  color: string;
  position: "left" | "right";
  greeting: FirsthandText;
  launcher: FirsthandText;
}

const LONGEST_LABEL = 40;

/** From the script's own tag, else from `window.firsthandSettings`. */
export function settingsOf(script: HTMLScriptElement, pageLanguage: string, given: FirsthandSettings = {}): Settings {
  const said = <Name extends keyof FirsthandSettings>(name: Name) => (script.dataset[name] as FirsthandSettings[Name]) || given[name];
  const color = String(said("color"));
  return {
    host: new URL(script.src).origin,
    site: said("site") ?? "",
    locale: localeOf(said("locale") || pageLanguage),
    color: /^#[0-9a-f]{6}$/i.test(color) ? color : "#0b6b5b",
    position: said("position") === "left" ? "left" : "right",
    greeting: said("greeting") ?? "",
    launcher: said("launcher") ?? "icon",
  };
}

export const localeOf = (language: string): Locale => (/^en\b/i.test(language) ? "en" : "ko");

/** What a text says in a language; nothing where it has none in it. */
export const said = (text: FirsthandText, locale: Locale): string => String((typeof text === "object" ? text?.[locale] : text) ?? "");

/** The words on the launcher; none where it is an icon only. */
export function labelOf(launcher: FirsthandText, locale: Locale, ours: string): string {
  const words = said(launcher, locale);
  return words === "icon" ? "" : words === "text" ? ours : words.slice(0, LONGEST_LABEL);
}
