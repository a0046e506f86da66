import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { options as optionsShape, type Options } from "../../shared/frames/ops";
import { CloseIcon } from "../../shared/icons";
import { object } from "../../shared/shape";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { NARROWS, narrowing, question, type Ask, type Narrow, type Query } from "../query";
import { useSegments } from "./segments";
import { valueWord } from "./values";

const known = object({ options: optionsShape });
export type Draft = Partial<Record<Narrow, string>> & { segment?: string };

interface Props {
  panel: { current: HTMLDivElement | null };
  query: Query;
  ask: Ask;
}

/** Chooses what the page is narrowed to; asked all at once, when it is done. What a period has is read when it is first chosen from. */
export function Narrowing({ panel, query, ask }: Props) {
  const { words } = useWords();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft>({});
  const [asked, setAsked] = useState<string>();
  const found = useLoaded(asked, known);
  useEffect(() => {
    if (!open) return;
    const { from, to, window } = query;
    setDraft({ ...narrowing(query), segment: query.segment });
    setAsked(`/ops/api/overview?${question({ page: "overview", from, to, window, by: "topic", own: {} })}`);
    if (found.error) found.again();
  }, [open]);
  const done = () => {
    panel.current?.hidePopover();
    ask({ ...Object.fromEntries(NARROWS.map((name) => [name, draft[name]])), segment: draft.segment });
  };
  return (
    <div ref={panel} popover="auto" class="narrowing" role="dialog" aria-label={words("filter.narrow")} onToggle={(event) => setOpen(event.newState === "open")}>
      <header>
        <h2>{words("filter.narrow")}</h2>
        <button type="button" class="quiet round" aria-label={words("definition.close")} onClick={() => panel.current?.hidePopover()}>
          <CloseIcon />
        </button>
      </header>
      {open && found.phase !== "ready" && (
        <p class={found.error ? "none" : "loading"}>{words(found.error ? "ops.failed_text" : "ops.loading")}</p>
      )}
      {open && found.phase === "ready" && (
        <Groups options={found.data.options} draft={draft} setDraft={setDraft}>
          <SegmentChoice draft={draft} setDraft={setDraft} />
        </Groups>
      )}
      <footer>
        <button type="button" class="button" onClick={() => setDraft({})}>
          {words("filter.clear")}
        </button>
        <button type="button" class="button strong" onClick={done}>
          {words("filter.apply")}
        </button>
      </footer>
    </div>
  );
}

interface ChoicesProps {
  /** The values that the period has. */
  options: Options;
  draft: Draft;
  setDraft(draft: Draft): void;
  /** What stands before the groups. */
  children?: ComponentChildren;
}

/** What contacts can be narrowed to: only values that the period has, and those that are set already. */
export function Groups({ options, draft, setDraft, children }: ChoicesProps) {
  return (
    <div class="narrowing-groups">
      {children}
      {NARROWS.map((name) => (
        <Group key={name} name={name} values={valuesOf(name, options, draft)} draft={draft} setDraft={setDraft} />
      ))}
    </div>
  );
}

function valuesOf(name: Narrow, options: Options, draft: Draft): string[] {
  const there = name === "returning" ? ["no", "yes"] : (options[name] ?? []);
  return [...new Set([...there, ...(draft[name]?.split(",") ?? [])])];
}

function SegmentChoice({ draft, setDraft }: Pick<ChoicesProps, "draft" | "setDraft">) {
  const { words } = useWords();
  const segments = useSegments().data?.segments ?? [];
  if (segments.length === 0) return null;
  return (
    <fieldset>
      <legend>{words("filter.segment")}</legend>
      <div class="toggles">
        {segments.map(({ id, name }) => (
          <button type="button" key={id} aria-pressed={draft.segment === id} onClick={() => setDraft({ ...draft, segment: draft.segment === id ? undefined : id })}>
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** `returning` is yes or no, never both. */
function Group({ name, values, draft, setDraft }: Pick<ChoicesProps, "draft" | "setDraft"> & { name: Narrow; values: string[] }) {
  const { words } = useWords();
  const chosen = draft[name]?.split(",") ?? [];
  if (values.length === 0) return null;
  const toggle = (value: string) => {
    const without = chosen.filter((one) => one !== value);
    const next = without.length < chosen.length ? without : name === "returning" ? [value] : [...chosen, value];
    setDraft({ ...draft, [name]: next.join(",") || undefined });
  };
  return (
    <fieldset>
      <legend>{words(`by.${name}`)}</legend>
      <div class="toggles">
        {values.map((value) => (
          <button type="button" key={value} aria-pressed={chosen.includes(value)} onClick={() => toggle(value)}>
            {valueWord(words, name, value)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
