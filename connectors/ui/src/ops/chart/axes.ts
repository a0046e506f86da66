import { number, time } from "../../shared/format";
import type { Reading } from "../../shared/frames/ops";
import type { Locale } from "../../shared/words";
import { figure } from "../figure";
import type { Paint } from "./paint";

/** What every chart with axes begins with: room for the labels, our typeface, and a pointer that answers for the column. */
export function ground({ font, soft, lineStrong }: Paint) {
  return {
    textStyle: { fontFamily: font, color: soft },
    grid: { left: 8, right: 14, top: 14, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    axisPointer: { show: true, triggerTooltip: false, label: { show: false }, lineStyle: { color: lineStrong, type: "dashed" }, snap: true },
  } as const;
}

/** The days below a chart; as many labels as there is room for. */
export function dayAxis(days: readonly string[], paint: Paint, locale: Locale, gap: boolean) {
  return {
    type: "category",
    data: days.map((day) => time(day, "short", locale)),
    boundaryGap: gap,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: paint.line } },
    axisLabel: { color: paint.soft, fontSize: 11, hideOverlap: true, margin: 10 },
  } as const;
}

/** The names of a category axis, below or beside. */
export function nameAxis(names: readonly string[], paint: Paint, inverse = false) {
  return {
    type: "category",
    data: names,
    inverse,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: paint.line } },
    axisLabel: { color: paint.text, fontSize: 12, hideOverlap: true },
    axisPointer: { type: "shadow", shadowStyle: { color: paint.line, opacity: 0.35 } },
  } as const;
}

/** In seconds: steps that clocks have. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/** The lines of a scale of times up to `most` seconds: four or five of them, at round places. */
export function stepOf(most: number): number {
  const rough = most / 4;
  return STEPS.find((step) => step >= rough) ?? Math.ceil(rough / 86_400) * 86_400;
}

/** A scale of values as people read them, up to `most`; shares end at 100 %. */
export function valueAxis(unit: Reading["unit"], paint: Paint, locale: Locale, most?: number) {
  const share = unit === "share";
  const step = unit === "seconds" && most ? stepOf(most) : undefined;
  return {
    type: "value",
    min: share ? 0 : undefined,
    max: share ? (most ?? 1) : step && most ? Math.ceil(most / step) * step : most,
    interval: share && (most ?? 1) === 1 ? 0.25 : step,
    minInterval: unit === "count" ? 1 : undefined,
    splitNumber: 4,
    splitLine: { lineStyle: { color: paint.line } },
    axisPointer: { show: false },
    axisLabel: { color: paint.soft, fontSize: 11, formatter: (value: number) => (share ? `${number(value * 100, locale)}%` : figure(value, unit, locale)) },
  } as const;
}
