import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SharedKey } from "./catalogue/ko";
import type { Locale, Words } from "./words";

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
