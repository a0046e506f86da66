import type { Locale } from "./words";

/** What somebody wrote is in this language; undefined where it cannot be told, such as of a number. Read out, it is spoken so. */
export function spokenIn(text: string): Locale | undefined {
  if (/[가-힣]/.test(text)) return "ko";
  return /[a-z]{2,}[ ,.'’!?]+[a-z]{2,}/i.test(text) ? "en" : undefined;
}
