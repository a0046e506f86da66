import { useLanguage } from "../shared/language";
import { ko, type OpsKey } from "./catalogue/ko";

export const useWords = () => useLanguage<OpsKey>();

/** The catalogue's word for `group.code`, or the code itself in words when it has none. */
export function wordFor(words: (key: OpsKey) => string, group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in ko ? words(key as OpsKey) : code.replaceAll("_", " ");
}
