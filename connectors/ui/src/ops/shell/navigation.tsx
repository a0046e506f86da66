import { useEffect, useRef } from "preact/hooks";
import { useWords } from "../language";
import { pages } from "../pages";
import { onPage, writeQuery, type Ask, type PageId, type Query } from "../query";

/** The ways between the pages, with the period and the filter that are set. */
export function Navigation({ query, ask }: { query: Query; ask: Ask }) {
  const { words } = useWords();
  const list = useRef<HTMLElement>(null);
  useEffect(() => list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [query.page]);
  return (
    <nav ref={list} class="places" aria-label={words("nav.label")}>
      {pages.map(({ id, icon: Sign }) => (
        <a key={id} href={`?${writeQuery(onPage(query, id))}`} aria-current={query.page === id ? "page" : undefined} onClick={(event) => follow(event, id)}>
          <Sign />
          <span>{words(`nav.${id}`)}</span>
        </a>
      ))}
    </nav>
  );

  /** Another tab is the browser's to open. */
  function follow(event: MouseEvent, id: PageId): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    ask(onPage(query, id));
  }
}
