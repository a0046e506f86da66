import type { Locale, Words } from "../../shared/words";
import { wordsOf } from "../../shared/words";
import type { DeskKey } from "../catalogue/ko";
import { useWords } from "../language";
import { en } from "./catalogue/en";
import { ko, type ToolKey } from "./catalogue/ko";

const tools: Record<Locale, Words<ToolKey>> = { ko: wordsOf(ko), en: wordsOf(en) };

/** The desk's words around here, and the tools' own as `tool`. */
export function useToolWords(): { locale: Locale; words: Words<DeskKey>; tool: Words<ToolKey> } {
  const { locale, words } = useWords();
  return { locale, words, tool: tools[locale] };
}

/** The tools' word for `group.code`; the code itself when they have none. */
export function toolWord(tool: Words<ToolKey>, group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in ko ? tool(key as ToolKey) : code.replaceAll("_", " ");
}
