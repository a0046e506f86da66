import type { ComponentChildren } from "preact";
import { Mark } from "../../shared/icons";
import { KeysIcon } from "../icons";
import { useWords } from "../language";
import { hashOf, type Page } from "../route";

interface Props {
  page: Page;
  pages: readonly Page[];
  /** How much waits for this agent, shown on the way back from other pages. */
  count: number;
  onHelp(): void;
  children: ComponentChildren;
  settings: ComponentChildren;
}

/** The top: where one is, whether chats come, and how the desk is set. */
export function Topbar({ page, pages, count, onHelp, children, settings }: Props) {
  const { words } = useWords();
  return (
    <header class="bar">
      <Mark />
      <h1 tabIndex={-1}>{words("desk.title")}</h1>
      {pages.length > 1 && (
        <nav class="pages" aria-label={words("nav.label")}>
          {pages.map((one) => (
            <a key={one} href={hashOf(one)} aria-current={one === page ? "page" : undefined} data-key={one === "search" ? "search" : undefined}>
              {words(`nav.${one}`)}
              {one === "desk" && page !== "desk" && count > 0 && <span class="badge">{count}</span>}
            </a>
          ))}
        </nav>
      )}
      <span class="space" />
      {children}
      <button type="button" class="quiet" aria-label={words("help.open")} title={`${words("help.open")} (?)`} data-key="help" onClick={onHelp}>
        <KeysIcon />
      </button>
      {settings}
    </header>
  );
}
