import type { Metric, Reading } from "../../shared/frames/ops";

/** Better or worse only where that is more than chance; `moved` where neither way is better. */
export type Verdict = "better" | "worse" | "moved" | "unclear";

export interface Change {
  /** Shares in points (0.03 is 3 points); counts and times as a share of what was before. */
  by: number;
  verdict: Verdict;
}

/** How many standard deviations 90 % lie above the middle, and 95 % on either side of it. */
const Z90 = 1.2816;
const Z95 = 1.96;
/** The error of a median against that of a mean, both of a normal sample. */
const MEDIAN_ERROR = Math.sqrt(Math.PI / 2);

/** What became of a number; nothing where one side is not known. */
export function changeOf(now: Reading, before: Reading | undefined | null, better: Metric["better"]): Change | undefined {
  if (!before || now.value === null || before.value === null) return undefined;
  if (now.unit !== "share" && before.value === 0) return undefined;
  const by = now.unit === "share" ? now.value - before.value : now.value / before.value - 1;
  return { by, verdict: verdictOf(by, isClear(now, before, by), better) };
}

function verdictOf(by: number, clear: boolean, better: Metric["better"]): Verdict {
  if (!clear) return "unclear";
  if (better !== "up" && better !== "down") return "moved";
  return by > 0 === (better === "up") ? "better" : "worse";
}

function isClear(now: Reading, before: Reading, by: number): boolean {
  if (now.unit === "count") return by !== 0;
  if (now.few || before.few) return false;
  if (now.unit === "seconds") return Math.abs(Math.log(1 + by)) > Z95 * Math.hypot(medianError(now), medianError(before));
  const range = differenceOf(now, before);
  return range !== undefined && (range[0] > 0 || range[1] < 0);
}

/** The standard error of a median's logarithm, for times that are log-normal, as waits nearly are. */
function medianError({ value, percentiles, n }: Reading): number {
  const p90 = percentiles?.["p90"];
  if (!value || !p90) return Infinity;
  return (MEDIAN_ERROR * Math.log(p90 / value)) / Z90 / Math.sqrt(n);
}

/** The 95 % interval of the difference of two shares, by Newcombe's square-and-add (1998, method 10). */
export function differenceOf(now: Reading, before: Reading): [low: number, high: number] | undefined {
  const [lowNow, highNow] = now.interval ?? [];
  const [lowBefore, highBefore] = before.interval ?? [];
  if (lowNow === undefined || highNow === undefined || lowBefore === undefined || highBefore === undefined) return undefined;
  const by = now.value! - before.value!;
  return [by - Math.hypot(now.value! - lowNow, highBefore - before.value!), by + Math.hypot(highNow - now.value!, before.value! - lowBefore)];
}
