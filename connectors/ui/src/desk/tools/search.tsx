import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { findings, type Finding } from "../../shared/frames/desk_api";
import { useStore } from "../../shared/store";
import type { Desk } from "../desk";
import { goTo } from "../route";
import { ask, withQuery } from "./ask";
import { Finder, type Found } from "./finder";
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
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const open = (finding: Finding | undefined) => finding?.ticket_id && openFinding(finding, found, desk);
  const { at, setAt, onKeyDown } = useChoice(finder, found, open);
  useAddress(finder, found.asked);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: "nearest" }), [at]);
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

function openFinding({ conversation_id: conversation, at }: Finding, found: Found, desk: Desk): void {
  keepSearch(found.asked.trim());
  goTo("desk");
  desk.select(conversation);
  seek(conversation, at);
}

/** Arrows go through the results and on to the next page, Enter opens, Escape empties the field and then leaves. */
function useChoice(finder: Finder, found: Found, open: (finding: Finding | undefined) => void) {
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [found.of]);
  const step = (by: number) => {
    if (at + by >= found.results.length) void finder.more();
    setAt(Math.max(0, Math.min(at + by, found.results.length - 1)));
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => (found.asked === "" ? goTo("desk") : finder.type("")),
    Enter: () => (found.of === found.asked.trim() ? open(found.results[at]) : void finder.look()),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.altKey || event.isComposing || event.keyCode === 229 ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return { at, setAt, onKeyDown };
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
