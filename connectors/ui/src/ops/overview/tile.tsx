import type { Metric, Overview } from "../../shared/frames/ops";
import { number } from "../../shared/format";
import { figure } from "../figure";
import { useWords } from "../language";
import { Against } from "./against";
import { Definition } from "./definition";
import { isFew, RestsOn } from "./rests_on";

interface Props {
  metric: Metric;
  /** FCR with the pending ones estimated. */
  provisional?: Overview["provisional"];
  onRows(part?: string): void;
}

/** A number with what it rests on; the number itself opens the contacts behind it. */
export function Tile({ metric, provisional, onRows }: Props) {
  const { locale } = useWords();
  return (
    <article class={isFew(metric) ? "tile few" : "tile"}>
      <header>
        <h2>{metric.name[locale]}</h2>
        <Definition metric={metric} />
      </header>
      <div class="figure-line">
        <Value metric={metric} onRows={onRows} />
        <Against metric={metric} />
      </div>
      <RestsOn metric={metric} onRows={onRows} />
      {provisional && <Provisional of={provisional} />}
    </article>
  );
}

export function Value({ metric, onRows }: Omit<Props, "provisional">) {
  const { words, locale } = useWords();
  const text = figure(metric.value, metric.unit, locale);
  return (
    <button class="value" aria-label={`${words("tile.rows", { name: metric.name[locale] })}: ${text}`} onClick={() => onRows()}>
      {text}
    </button>
  );
}

/** What FCR will come to once the pending ones are through (Kaplan-Meier); an estimate, and said to be one. */
function Provisional({ of: { value, low, high } }: { of: NonNullable<Overview["provisional"]> }) {
  const { words, locale } = useWords();
  if (value === null) return null;
  const percent = (share: number | null | undefined) => (share == null ? "–" : `${number(share * 100, locale, 1)}%`);
  return <p class="provisional">{words("tile.provisional", { value: percent(value), low: percent(low), high: percent(high) })}</p>;
}
