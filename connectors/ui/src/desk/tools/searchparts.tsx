import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { CloseIcon } from "../../shared/icons";
import { goTo } from "../route";
import { Failed } from "./failed";
import type { Found } from "./finder";
import { SearchIcon } from "./icons";
import { useToolWords } from "./language";
import { forgetSearches, recentSearches } from "./recent";

interface FieldProps {
  field: RefObject<HTMLInputElement | null>;
  list: string;
  /** The id of the result that Enter opens. */
  active?: string;
  asked: string;
  onText(text: string): void;
  onKeyDown(event: KeyboardEvent): void;
}

export function SearchField({ field, list, active, asked, onText, onKeyDown }: FieldProps) {
  const { tool } = useToolWords();
  const short = matchMedia("(max-width: 760px)").matches;
  return (
    <div class="search-field">
      <label>
        <SearchIcon />
        <input
          ref={field}
          type="text"
          role="combobox"
          inputMode="search"
          aria-expanded={active !== undefined}
          aria-controls={list}
          aria-activedescendant={active}
          aria-label={tool("search.title")}
          placeholder={tool(short ? "search.placeholder_short" : "search.placeholder")}
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          value={asked}
          onInput={(event) => onText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {asked !== "" && (
          <button type="button" class="quiet round" aria-label={tool("search.clear")} onClick={() => (onText(""), field.current?.focus())}>
            <CloseIcon />
          </button>
        )}
      </label>
      <button type="button" class="button outline" onClick={() => goTo("desk")}>
        {tool("search.close")} <kbd>Esc</kbd>
      </button>
    </div>
  );
}

const told = { unavailable: "search.too_slow", bad_frame: "search.no_word" } as const;

/** How the search stands, in one line that is also read aloud. */
export function Status({ found, again }: { found: Found; again(): void }) {
  const { tool } = useToolWords();
  const { asked, of, results, next, busy, failed } = found;
  const count = results.length;
  if (failed) {
    return failed in told ? <p class="search-status none" role="status">{tool(told[failed as keyof typeof told])}</p> : <Failed reason={failed} again={again} />;
  }
  const text = busy && count === 0 ? tool("search.busy") : count > 0 ? tool(next ? "search.count_more" : "search.count", { count }) : "";
  return (
    <div class="search-status" role="status">
      {text !== "" && (
        <p>
          <span>{text}</span> {count > 0 && <span class="keys">{tool("search.keys")}</span>}
        </p>
      )}
      {!busy && asked !== "" && of !== undefined && count === 0 && (
        <div class="none tall">
          <SearchIcon />
          <p>{tool("search.none", { asked: of })}</p>
          <p>{tool("search.none_hint")}</p>
        </div>
      )}
    </div>
  );
}

/** Before anything is asked: what was asked before, and what can be. */
export function Recents({ onPick }: { onPick(asked: string): void }) {
  const { tool } = useToolWords();
  const [recent, setRecent] = useState(recentSearches);
  return (
    <div class="search-start">
      {recent.length > 0 && (
        <section>
          <header>
            <h2>{tool("search.recent")}</h2>
            <button class="link" onClick={() => (forgetSearches(), setRecent([]))}>
              {tool("search.forget")}
            </button>
          </header>
          <ul>
            {recent.map((asked) => (
              <li key={asked}>
                <button class="button outline" onClick={() => onPick(asked)}>
                  {asked}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="none">{tool("search.start")}</p>
    </div>
  );
}
