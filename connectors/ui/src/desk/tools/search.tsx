import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { findings, type Finding } from "../../shared/frames/desk_api";
import { useStore } from "../../shared/store";
import { sendsOnEnter } from "../../shared/typing";
import type { Desk } from "../desk";
import { goTo } from "../route";
import { ask, withQuery } from "./ask";
import { Finder } from "./finder";
import { useToolWords } from "./language";
import { keepSearch } from "./recent";
import { Recents, SearchField, Status } from "./searchparts";
import { Result } from "./result";
import { seek } from "./seek";
import "./search.css";

const HASH = "#/search";

/** Looks through everything that was said, and opens it where it was said. */
export function SearchPage({ desk }: { desk: Desk }) {
  const { tool } = useToolWords();
  const finder = useMemo(() => new Finder((q, cursor) => ask(withQuery("/desk/api/search", { q, cursor }), findings)), []);
  const found = useStore(finder.store);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  useAddress(finder, found.asked);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => setAt(0), [found.of]);
  useEffect(() => document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: "nearest" }), [at]);

  const open = (finding: Finding | undefined) => {
    if (!finding?.ticket_id) return;
    keepSearch(found.asked.trim());
    goTo("desk");
    desk.select(finding.conversation_id);
    seek(finding.conversation_id, finding.at);
  };
  const step = (by: number) => {
    const next = Math.min(Math.max(at + by, 0), found.results.length - 1);
    if (at + by >= found.results.length) void finder.more();
    setAt(Math.max(0, next));
  };
  const onEscape = () => (found.asked === "" ? goTo("desk") : finder.type(""));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Escape") onEscape();
    else if (sendsOnEnter(event)) found.of === found.asked.trim() ? open(found.results[at]) : void finder.look();
    else return;
    event.preventDefault();
  };
  return (
    <main class="search" aria-label={tool("search.title")}>
      <SearchField {...{ field, list, asked: found.asked, onKeyDown }} active={found.results.length > 0 ? `${list}-${at}` : undefined} onText={(text) => finder.type(text)} />
      <Status found={found} again={() => void finder.look()} />
      {found.asked === "" && <Recents onPick={(asked) => (finder.type(asked), void finder.look(), field.current?.focus())} />}
      <ul id={list} class="results" role="listbox" aria-label={tool("search.results")} aria-busy={found.busy}>
        {found.results.map((finding, index) => (
          <Result key={index} id={`${list}-${index}`} finding={finding} active={index === at} onOpen={() => open(finding)} onPoint={() => setAt(index)} />
        ))}
      </ul>
      {found.next && (
        <button class="button outline more" disabled={found.busy} onClick={() => void finder.more()}>
          {tool(found.busy ? "search.busy" : "search.more")}
        </button>
      )}
    </main>
  );
}

/** What is looked for stands in the address, so the browser's way back leads to the same results. */
function useAddress(finder: Finder, asked: string): void {
  useEffect(() => {
    const [, query] = location.hash.split("?");
    const kept = new URLSearchParams(query).get("q");
    if (kept) (finder.type(kept), void finder.look());
    return () => finder.stop();
  }, []);
  useEffect(() => {
    if (location.hash.startsWith(HASH)) history.replaceState(null, "", asked ? withQuery(HASH, { q: asked }) : HASH);
  }, [asked]);
}
