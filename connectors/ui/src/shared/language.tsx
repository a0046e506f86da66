import { createContext, type ComponentChildren } from "preact";
import { useContext, useMemo } from "preact/hooks";
import type { SharedKey } from "./catalogue/ko";
import { wordsOf, type Locale, type Words } from "./words";

export interface Language<Key extends string> {
  locale: Locale;
  words: Words<Key>;
}

const Context = createContext<Language<never> | undefined>(undefined);

export const LanguageProvider = Context.Provider;

/** The words around here. An app that provides more keys than the shared ones names them. */
export function useLanguage<Key extends string = SharedKey>(): Language<Key> {
  const language = useContext(Context);
  if (!language) throw new Error("no language: wrap the app in LanguageProvider");
  return language as unknown as Language<Key>;
}

/** `children` with the words of `catalogues`, in the language around them: a part that is fetched later brings its own. */
export function MoreWords({ catalogues, children }: { catalogues: Record<Locale, Record<string, string>>; children: ComponentChildren }) {
  const { locale } = useLanguage();
  const language = useMemo(() => ({ locale, words: wordsOf(catalogues[locale]) }), [locale]);
  return <LanguageProvider value={language as unknown as Language<never>}>{children}</LanguageProvider>;
}
