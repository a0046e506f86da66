import type { Metric } from "../../shared/frames/ops";
import { number } from "../../shared/format";
import { figure } from "../figure";
import { useWords } from "../language";

interface Props {
  metric: Metric;
  onRows(part?: string): void;
}

/** What a number rests on: its interval or percentiles, how many cases, and those that are still open. */
export function RestsOn({ metric, onRows }: Props) {
  const { words, locale } = useWords();
  const { p50, p90, mean } = metric.percentiles ?? {};
  const [low, high] = metric.interval ?? [];
  return (
    <p class="rests-on">
      {p50 != null && p90 != null && <span>{words("tile.percentiles", { p50: figure(p50, "seconds", locale), p90: figure(p90, "seconds", locale) })}</span>}
      {low !== undefined && high !== undefined && (
        <span>{words("tile.interval", { low: number(low * 100, locale, 1), high: `${number(high * 100, locale, 1)}%` })}</span>
      )}
      {mean != null && <span>{words("tile.mean", { mean: metric.unit === "seconds" ? figure(mean, "seconds", locale) : number(mean, locale, 2) })}</span>}
      {metric.unit !== "count" && <span>{words("tile.n", { n: number(metric.n, locale) })}</span>}
      {metric.pending ? (
        <button class="link" onClick={() => onRows("pending")}>
          {words("tile.pending", { count: number(metric.pending, locale) })}
        </button>
      ) : null}
      {isFew(metric) && metric.n > 0 && <span>{words("tile.few")}</span>}
    </p>
  );
}

/** Too few cases to read much into it: greyed. */
export const isFew = (metric: Metric): boolean => metric.few && metric.unit !== "count";
