import { number, time } from "../../shared/format";
import type { TopicTrend } from "../../shared/frames/ops_journey";
import type { Language } from "../../shared/language";
import type { OpsKey } from "../catalogue/ko";
import type { Table, Tip } from "../chart/chart";
import { riseAt } from "./rises";

type Spoken = Language<OpsKey>;
type Day = TopicTrend["days"][number];

export function riseSaid({ words, locale }: Spoken, { from, factor }: TopicTrend["rises"][number]): string {
  return words("trend.since", { day: time(from, "date", locale), factor: number(factor, locale, 1) });
}

const rangeOf = ({ locale }: Spoken, { low, high }: Day): string | undefined =>
  typeof low === "number" && typeof high === "number" ? `${number(low, locale)}–${number(high, locale)}` : undefined;

/** What was to be expected of a day, with its range; nothing where nobody knows. */
function expectedOf(spoken: Spoken, day: Day, digits = 0): string | undefined {
  return typeof day.expected === "number" ? number(day.expected, spoken.locale, digits) : undefined;
}

export function dayTip(spoken: Spoken, trend: TopicTrend, index: number): Tip | undefined {
  const { words, locale } = spoken;
  const day = trend.days[index];
  if (!day) return undefined;
  const expected = expectedOf(spoken, day);
  const rise = riseAt(trend, day.day);
  return {
    title: time(day.day, "date", locale),
    lines: [
      { label: words("trend.came"), value: number(day.count, locale), tone: "accent" },
      ...(expected ? [{ label: words("trend.expected"), value: `${expected} (${rangeOf(spoken, day) ?? "–"})` }] : []),
    ],
    note: rise && words("trend.rise", { factor: number(rise.factor, locale, 1) }),
  };
}

export function trendTable(spoken: Spoken, trend: TopicTrend): Table {
  const { words, locale } = spoken;
  return {
    head: [words("chart.day"), words("trend.came"), words("trend.expected"), words("trend.expected_range"), words("trend.marked")],
    rows: trend.days.map((day) => [
      time(day.day, "date", locale),
      number(day.count, locale),
      expectedOf(spoken, day, 1) ?? "–",
      rangeOf(spoken, day) ?? "–",
      riseAt(trend, day.day) ? "▲" : "",
    ]),
  };
}
