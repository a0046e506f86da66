export interface Settings {
  /** Where the chat is served: the origin that this script came from. */
  host: string;
  site: string;
  locale: "ko" | "en";
  color: string;
  position: "left" | "right";
}

/** From the script's own tag: data-site, data-locale, data-color, data-position. */
export function settingsOf(script: HTMLScriptElement, pageLanguage: string): Settings {
  const { site, locale, color, position } = script.dataset;
  return {
    host: new URL(script.src).origin,
    site: site ?? "",
    locale: localeOf(locale || pageLanguage),
    color: /^#[0-9a-f]{6}$/i.test(color ?? "") ? color! : "#0b6b5b",
    position: position === "left" ? "left" : "right",
  };
}

export const localeOf = (language: string): "ko" | "en" => (/^en\b/i.test(language) ? "en" : "ko");
