import { useLanguage } from "../shared/language";
import type { DeskKey } from "./catalogue/ko";
import { ko } from "./catalogue/ko";

export const useWords = () => useLanguage<DeskKey>();

/** The catalogue's word for `group.code`, or the code itself in words when it has none. */
export function wordFor(words: (key: DeskKey, params?: Record<string, unknown>) => string, group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in ko ? words(key as DeskKey) : code.replaceAll("_", " ");
}
