import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { LanguageProvider, type Language } from "./language";
import { stored } from "./outbox";
import { isLocale, pageLocale, wordsOf, type Locale } from "./words";

const KEY = "firsthand.locale";

interface Props<Key extends string> {
  catalogues: Record<Locale, Record<Key, string>>;
  title: Key;
  children(setLocale: (locale: Locale) => void): ComponentChildren;
}

/** The language of a staff page, kept in this browser. */
export function StaffLanguage<Key extends string>({ catalogues, title, children }: Props<Key>) {
  const [locale, setLocale] = useState(() => pageLocale(stored(() => localStorage.getItem(KEY)), navigator.language));
  const language = useMemo<Language<Key>>(() => ({ locale, words: wordsOf(catalogues[locale]) }), [locale]);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = `${language.words(title)} · Firsthand`;
  }, [locale]);
  const choose = (next: Locale) => {
    if (!isLocale(next)) return;
    stored(() => localStorage.setItem(KEY, next));
    setLocale(next);
  };
  return <LanguageProvider value={language as unknown as Language<never>}>{children(choose)}</LanguageProvider>;
}
