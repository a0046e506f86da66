import type { ComponentChildren } from "preact";
import { Protection } from "./account/protection";
import type { StaffKey } from "./catalogue/staff/ko";
import { Mark } from "./icons";
import { useLanguage } from "./language";
import type { Locale } from "./words";

interface Props {
  title: string;
  name: string;
  setLocale(locale: Locale): void;
  onLogOut(): void;
  children?: ComponentChildren;
}

/** The top of a staff page: what this is, what it adds, who works here. */
export function Bar({ title, name, setLocale, onLogOut, children }: Props) {
  const { words, locale } = useLanguage<StaffKey>();
  const other = locale === "ko" ? "en" : "ko";
  return (
    <header class="bar">
      <Mark />
      <h1 tabIndex={-1}>{title}</h1>
      {children}
      <span class="space" />
      <span class="me">{name}</span>
      <button class="quiet" lang={other} onClick={() => setLocale(other)}>
        {words(`language.${other}`)}
      </button>
      <Protection class="quiet" />
      <button class="quiet" onClick={onLogOut}>
        {words("account.logout")}
      </button>
    </header>
  );
}
