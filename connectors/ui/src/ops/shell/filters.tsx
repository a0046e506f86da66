import { useRef, useState } from "preact/hooks";
import type { ApiError } from "../../shared/api";
import { CloseIcon } from "../../shared/icons";
import type { Words } from "../../shared/words";
import { ko, type OpsKey } from "../catalogue/ko";
import { useWords } from "../language";
import { lastDays, NARROWS, narrowing, WINDOWS, type Ask, type Narrow, type Query } from "../query";
import { Comparison } from "./comparison";
import { CalendarIcon, FilterIcon } from "./icons";
import { Narrowing } from "./narrowing";
import { useSegments } from "./segments";
import { valueWord } from "./values";

const PERIODS = [7, 30, 90] as const;

interface Props {
  query: Query;
  ask: Ask;
  /** The gateway's no to this question; it names the field. */
  refused?: ApiError;
  compares: boolean;
}

/** Period, comparison and narrowing, the same on every page; what is set stands below, each with its way out. */
export function Filters({ query, ask, refused, compares }: Props) {
  const { words } = useWords();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const count = Object.keys(narrowing(query)).length + (query.segment ? 1 : 0);
  return (
    <section class={open || refused ? "filters open" : "filters"} aria-label={words("filter.label")}>
      <Periods query={query} ask={ask} />
      <button type="button" class="button outline for-phone" aria-expanded={open} onClick={() => setOpen(!open)}>
        <CalendarIcon /> {words("filter.days_and")}
      </button>
      <Days query={query} ask={ask} refused={refused} />
      <label class={refused?.field === "window" ? "picked at-fault" : "picked"}>
        <span>{words("filter.window")}</span>
        <select value={query.window} onChange={(event) => ask({ window: Number(event.currentTarget.value) })}>
          {WINDOWS.map((days) => (
            <option key={days} value={days}>
              {words("filter.days", { count: days })}
            </option>
          ))}
        </select>
      </label>
      {compares && <Comparison query={query} ask={ask} refused={refused} />}
      <button type="button" class="button outline" onClick={() => panel.current?.showPopover()}>
        <FilterIcon /> {words("filter.narrow")}
        {count > 0 && <span class="count-of">{count}</span>}
      </button>
      <Narrowing panel={panel} query={query} ask={ask} />
      {count > 0 && <Chips query={query} ask={ask} />}
      {refused && (
        <p class="fault" role="alert" id="filter-fault">
          {faultWords(words, refused)}
        </p>
      )}
    </section>
  );
}

/** Why the gateway does not answer this; what is not known here is said as the gateway does. */
function faultWords(words: Words<OpsKey>, { field = "", message }: ApiError): string {
  const key = `filter.fault_${field.replace(/^vs_/, "")}`;
  return key in ko ? words(key as OpsKey) : words("filter.refused", { reason: message });
}

function Periods({ query, ask }: { query: Query; ask: Ask }) {
  const { words } = useWords();
  return (
    <div class="choice-row" role="group" aria-label={words("filter.period")}>
      {PERIODS.map((count) => {
        const period = lastDays(count, new Date());
        const chosen = period.from === query.from && period.to === query.to;
        return (
          <button type="button" key={count} aria-pressed={chosen} onClick={() => ask(period)}>
            {words(`filter.${count}`)}
          </button>
        );
      })}
    </div>
  );
}

function Days({ query, ask, refused }: { query: Query; ask: Ask; refused?: ApiError }) {
  const { words } = useWords();
  const field = (side: "from" | "to") => (
    <input
      type="date"
      aria-label={words(`filter.${side}`)}
      aria-invalid={refused?.field === side}
      aria-describedby={refused?.field === side ? "filter-fault" : undefined}
      value={query[side]}
      onChange={({ currentTarget: { value } }) => void (value && ask({ [side]: value }))}
    />
  );
  return (
    <span class="days-between">
      {field("from")}
      <span aria-hidden="true">–</span>
      {field("to")}
    </span>
  );
}

function Chips({ query, ask }: { query: Query; ask: Ask }) {
  const { words } = useWords();
  const segments = useSegments();
  const set = NARROWS.filter((name) => query[name]);
  const nothing = Object.fromEntries([...NARROWS, "segment"].map((name) => [name, undefined]));
  const segment = segments.data?.segments.find(({ id }) => id === query.segment);
  return (
    <ul class="narrowed-by">
      {query.segment && (
        <Chip name={words("filter.segment")} value={segment?.name ?? words("filter.segment_unknown")} onRemove={() => ask({ segment: undefined })} />
      )}
      {set.map((name) => (
        <Chip key={name} name={words(`by.${name}`)} value={valuesOf(name)} onRemove={() => ask({ [name]: undefined })} />
      ))}
      {set.length + (query.segment ? 1 : 0) > 1 && (
        <li>
          <button type="button" class="quiet" onClick={() => ask(nothing)}>
            {words("filter.clear")}
          </button>
        </li>
      )}
    </ul>
  );

  function valuesOf(name: Narrow): string {
    return query[name]!.split(",")
      .map((value) => valueWord(words, name, value))
      .join(", ");
  }
}

function Chip({ name, value, onRemove }: { name: string; value: string; onRemove(): void }) {
  const { words } = useWords();
  return (
    <li class="narrowed">
      <span>{name}</span> <b>{value}</b>
      <button type="button" aria-label={words("filter.remove", { name, value })} onClick={onRemove}>
        <CloseIcon />
      </button>
    </li>
  );
}
