import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { LanguageProvider, useLanguage, type Language } from "../../shared/language";
import { wordsOf, type Params, type Words } from "../../shared/words";
import { en } from "./catalogue/en";
import { ko, type SupervisorKey } from "./catalogue/ko";

const catalogues = { ko, en };

/** The supervisor's words around `children`, in the language that the desk has. */
export function SupervisorLanguage({ children }: { children: ComponentChildren }) {
  const { locale } = useLanguage();
  const language = useMemo<Language<SupervisorKey>>(() => ({ locale, words: wordsOf(catalogues[locale]) }), [locale]);
  return <LanguageProvider value={language as unknown as Language<never>}>{children}</LanguageProvider>;
}

export const useWords = () => useLanguage<SupervisorKey>();

export type SupervisorWords = Words<SupervisorKey>;

/** The catalogue's word for `group.code`, or the code itself in words when it has none. */
export function wordFor(words: SupervisorWords, group: string, code: string, params?: Params): string {
  const key = `${group}.${code}`;
  return key in ko ? words(key as SupervisorKey, params) : code.replaceAll("_", " ");
}
