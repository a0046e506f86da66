import { CloseIcon } from "../../shared/icons";
import { useWords, wordFor } from "../language";
import { lastDays, WINDOWS, type Query } from "../query";
import type { Ask } from "./app";

const periods = [7, 30, 90] as const;

export function Filters({ query, ask }: { query: Query; ask: Ask }) {
  const { words } = useWords();
  const narrowed = query.topic ? wordFor(words, "topic", query.topic) : query.reason && wordFor(words, "reason", query.reason);
  return (
    <form class="filters" aria-label={words("filter.label")} onSubmit={(event) => event.preventDefault()}>
      <div class="choice-row">
        {periods.map((count) => {
          const period = lastDays(count, new Date());
          const chosen = period.from === query.from && period.to === query.to;
          return (
            <button type="button" key={count} aria-pressed={chosen} onClick={() => ask(period)}>
              {words(`filter.${count}`)}
            </button>
          );
        })}
      </div>
      <label>
        {words("filter.from")}
        <input type="date" value={query.from} max={query.to} onChange={(event) => changed(event, "from")} />
      </label>
      <label>
        {words("filter.to")}
        <input type="date" value={query.to} min={query.from} onChange={(event) => changed(event, "to")} />
      </label>
      <label>
        {words("filter.window")}
        <select value={query.window} onChange={(event) => ask({ window: Number(event.currentTarget.value) })}>
          {WINDOWS.map((count) => (
            <option key={count} value={count}>
              {words("filter.days", { count })}
            </option>
          ))}
        </select>
      </label>
      {narrowed && (
        <button type="button" class="narrowed" title={words("filter.clear")} onClick={() => ask({ topic: undefined, reason: undefined })}>
          {words("filter.narrowed", { name: narrowed })} <CloseIcon />
        </button>
      )}
    </form>
  );

  function changed(event: Event, side: "from" | "to"): void {
    const { value } = event.currentTarget as HTMLInputElement;
    if (value) ask({ [side]: value });
  }
}
