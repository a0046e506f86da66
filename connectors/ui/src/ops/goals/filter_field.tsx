import type { Options } from "../../shared/frames/ops";
import { useWords } from "../language";
import { NARROWS } from "../query";
import { useSegments } from "../shell/segments";
import { Groups, type Draft } from "../shell/narrowing";
import { Field } from "./field";
import type { Fault } from "./submitting";

export type SavedFilter = Record<string, string[] | string>;

interface Props {
  options: Options;
  draft: Draft;
  fault?: Fault;
  onChange(draft: Draft): void;
}

const CHOSEN = "own";

/** Which contacts count: all, those of a saved segment, or what is chosen here. */
export function FilterField({ options, draft, fault, onChange }: Props) {
  const { words } = useWords();
  const segments = useSegments().data?.segments ?? [];
  const own = NARROWS.some((name) => name in draft);
  const choose = (what: string) => onChange(what === CHOSEN ? { topic: undefined } : what ? { segment: what } : {});
  return (
    <>
      <Field name="filter" label={words("form.filter")} fault={fault} hint={words("form.filter_hint")}>
        {(field) => (
          <select class="input" {...field} value={draft.segment ?? (own ? CHOSEN : "")} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{words("goal.everything")}</option>
            <option value={CHOSEN}>{words("form.filter_own")}</option>
            {segments.length > 0 && (
              <optgroup label={words("compare.segments")}>
                {segments.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        )}
      </Field>
      {own && <Groups options={options} draft={draft} setDraft={onChange} />}
    </>
  );
}

/** As the gateway keeps it. */
export function savedFilter(draft: Draft, segments: readonly { id: string; filter: Record<string, unknown> }[]): SavedFilter {
  if (draft.segment) return (segments.find(({ id }) => id === draft.segment)?.filter ?? {}) as SavedFilter;
  return Object.fromEntries(NARROWS.flatMap((name) => (draft[name] ? [[name, name === "returning" ? draft[name] : draft[name].split(",")]] : [])));
}
