export type Locale = "ko" | "en";

export const isLocale = (value: unknown): value is Locale => value === "ko" || value === "en";

export type Params = Record<string, unknown>;

/** The words of one app in one language: `words("key", {name})` fills `{name}`. */
export type Words<Key extends string> = (key: Key, params?: Params) => string;

export function wordsOf<Key extends string>(catalogue: Record<Key, string>): Words<Key> {
  return (key, params = {}) => fill(catalogue[key], params);
}

export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

/** The language of a page: what was chosen before, else the browser's, Korean when neither is ours. */
export function pageLocale(chosen: string | null | undefined, browserLanguage: string): Locale {
  if (isLocale(chosen)) return chosen;
  return browserLanguage.toLowerCase().startsWith("en") ? "en" : "ko";
}
