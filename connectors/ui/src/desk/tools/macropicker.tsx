import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Macro } from "../../shared/frames/desk_api";
import { sendsOnEnter } from "../../shared/typing";
import type { Locale } from "../../shared/words";
import { wordFor } from "../language";
import { useAnswer, type Answers } from "./answers";
import { marked } from "./box";
import { Failed } from "./failed";
import { useToolWords } from "./language";
import { macrosFor } from "./macrolist";
import { fillPlaces, type Values } from "./placeholders";
import { FRESH, MACROS } from "./sources";

interface Props {
  source: Answers<Macro[]>;
  queue: string;
  language: Locale;
  setLanguage(locale: Locale): void;
  values: Values;
  /** The text of the chosen one, filled as far as possible. */
  onPick(text: string): void;
  /** `escaped`: by key, so the writing goes on where it was. */
  onClose(escaped: boolean): void;
}

/** Macros over the box to write in: a field to find one, arrows and Enter to take it. */
export function MacroPicker({ source, queue, language, setLanguage, values, onPick, onClose }: Props) {
  const { tool } = useToolWords();
  const { answer, busy, failed } = useAnswer(source, MACROS, FRESH);
  const [asked, setAsked] = useState("");
  const found = macrosFor(answer ?? [], asked, queue);
  const textOf = (macro: Macro) => fillPlaces(macro[language], values);
  const { chosen, onKeyDown } = useChoice(found, asked, (macro) => onPick(textOf(macro)), onClose);
  const list = useId();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.querySelector("input")?.focus(), []);
  useEffect(() => panel.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [chosen?.id]);
  const onFocusOut = (event: FocusEvent) => {
    if (event.relatedTarget instanceof Node && !panel.current?.contains(event.relatedTarget)) onClose(false);
  };
  return (
    <div ref={panel} class="picker" role="dialog" aria-label={tool("macro.title")} onFocusOut={onFocusOut}>
      <div class="picker-head">
        <Filter {...{ list, asked, onKeyDown }} active={chosen && `${list}-${chosen.id}`} onText={setAsked} />
        <Language language={language} setLanguage={setLanguage} />
      </div>
      <p class="sr" role="status">
        {answer && tool("macro.found", { count: found.length })}
      </p>
      {!answer && busy && <p class="none">{tool("load.waiting")}</p>}
      {!answer && !busy && <Failed reason={failed} again={() => void source.want(MACROS, 0)} />}
      {answer && found.length === 0 && <p class="none">{answer.length === 0 ? tool("macro.none") : tool("macro.none_found", { asked })}</p>}
      <ul id={list} role="listbox" aria-label={tool("macro.title")}>
        {found.map((macro) => (
          <Option key={macro.id} id={`${list}-${macro.id}`} macro={macro} text={textOf(macro)} chosen={macro === chosen} pick={() => onPick(textOf(macro))} />
        ))}
      </ul>
    </div>
  );
}

/** Arrows go round, Enter takes, Escape leaves; Backspace leaves too where there is nothing to take back. */
function useChoice(found: readonly Macro[], asked: string, pick: (macro: Macro) => void, onClose: (escaped: boolean) => void) {
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [asked]);
  const chosen = found[Math.min(at, found.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Escape" || (event.key === "Backspace" && asked === "")) onClose(true);
    else if (sendsOnEnter(event)) chosen && pick(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { chosen, onKeyDown };
}

interface FilterProps {
  list: string;
  /** The id of the macro that Enter takes. */
  active?: string;
  asked: string;
  onText(text: string): void;
  onKeyDown(event: KeyboardEvent): void;
}

function Filter({ list, active, asked, onText, onKeyDown }: FilterProps) {
  const { tool } = useToolWords();
  return (
    <input
      type="text"
      role="combobox"
      aria-expanded="true"
      aria-controls={list}
      aria-activedescendant={active}
      aria-label={tool("macro.filter")}
      placeholder={tool("macro.filter")}
      autocomplete="off"
      value={asked}
      onInput={(event) => onText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function Option({ id, macro, text, chosen, pick }: { id: string; macro: Macro; text: string; chosen: boolean; pick(): void }) {
  const { words, tool } = useToolWords();
  return (
    <li id={id} role="option" aria-selected={chosen} onMouseDown={(event) => event.preventDefault()} onClick={pick}>
      <span class="line">
        <strong>{macro.name}</strong>
        <span class="chip">{macro.queue ? wordFor(words, "queue", macro.queue) : tool("macro.every_queue")}</span>
      </span>
      <span class="preview">{marked(text)}</span>
    </li>
  );
}

function Language({ language, setLanguage }: { language: Locale; setLanguage(locale: Locale): void }) {
  const { tool } = useToolWords();
  return (
    <div class="switch" role="group" aria-label={tool("macro.language")}>
      {(["ko", "en"] as const).map((locale) => (
        <button key={locale} type="button" aria-pressed={locale === language} onMouseDown={(event) => event.preventDefault()} onClick={() => setLanguage(locale)}>
          {locale.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
