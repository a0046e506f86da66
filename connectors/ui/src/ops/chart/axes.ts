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

/** A scale of values as people read them; shares never pass 100 %. */
export function valueAxis(unit: Reading["unit"], paint: Paint, locale: Locale, most?: number) {
  const share = unit === "share";
  return {
    type: "value",
    min: share ? 0 : undefined,
    max: share ? (most ?? 1) : most,
    interval: share && (most ?? 1) === 1 ? 0.25 : undefined,
    minInterval: unit === "count" ? 1 : undefined,
    splitNumber: 4,
    splitLine: { lineStyle: { color: paint.line } },
    axisPointer: { show: false },
    axisLabel: { color: paint.soft, fontSize: 11, formatter: (value: number) => (share ? `${number(value * 100, locale)}%` : figure(value, unit, locale)) },
  } as const;
}
