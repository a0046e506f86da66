import { useState } from "preact/hooks";
import type { ApiError } from "../../shared/api";
import { useWords } from "../language";
import { daysIn, type Ask, type Query } from "../query";
import { useSegments } from "./segments";

const NOTHING = { vs: undefined, vs_segment: undefined, vs_from: undefined, vs_to: undefined };
const DAY_MS = 86_400_000;

/** What the numbers stand against: the period before, other days, or a saved segment in the same days. */
export function Comparison({ query, ask, refused }: { query: Query; ask: Ask; refused?: ApiError }) {
  const { words } = useWords();
  const segments = useSegments();
  const [days, setDays] = useState(false);
  const own = days || Boolean(query.vs_from && query.vs_to);
  const chosen = query.vs_segment ?? (own ? "days" : "before");
  return (
    <span class="compared">
      <label class={refused?.field?.startsWith("vs") ? "picked at-fault" : "picked"}>
        <span>{words("filter.compare")}</span>
        <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="before">{words("compare.before")}</option>
          <option value="days">{words("compare.days")}</option>
          {(segments.data?.segments.length ?? 0) > 0 && (
            <optgroup label={words("compare.segments")}>
              {segments.data?.segments.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      {own && !query.vs_segment && (
        <span class="days-between">
          <input type="date" aria-label={words("compare.from")} value={query.vs_from} onChange={(event) => moved(event.currentTarget.value)} />
          <span aria-hidden="true">–</span>
          <input type="date" aria-label={words("compare.to")} value={query.vs_to} onChange={(event) => event.currentTarget.value && ask({ vs_to: event.currentTarget.value })} />
        </span>
      )}
    </span>
  );

  function choose(what: string): void {
    setDays(what === "days");
    if (what === "before") ask({ ...NOTHING, vs: "before" });
    else if (what === "days") moved(dayBefore(query.from, daysIn(query)));
    else ask({ ...NOTHING, vs_segment: what });
  }

  /** As many days as the period has, from there on. */
  function moved(from: string): void {
    if (from) ask({ ...NOTHING, vs_from: from, vs_to: dayBefore(from, 1 - daysIn(query)) });
  }
}

const dayBefore = (day: string, count: number): string => new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
