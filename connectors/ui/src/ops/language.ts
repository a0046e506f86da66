import { useLanguage } from "../shared/language";
import type { Params, Words } from "../shared/words";
import { ko, type OpsKey } from "./catalogue/ko";

export const useWords = () => useLanguage<OpsKey>();

/** The catalogue's word for `group.code`, or the code itself in words when it has none. */
export function wordFor(words: Words<OpsKey>, group: string, code: string, params?: Params): string {
  const key = `${group}.${code}`;
  return key in ko ? words(key as OpsKey, params) : code.replaceAll("_", " ");
}
