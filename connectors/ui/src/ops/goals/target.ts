import type { Reading } from "../../shared/frames/ops";
import { stepOf } from "../chart/axes";

type Unit = Reading["unit"];

/** A target as it is typed: shares in percent, the rest in their unit. */
export const typed = (target: number, unit: Unit): number => (unit === "share" ? Math.round(target * 1e4) / 100 : target);

/** What was typed, in the metric's unit; nothing when that is no number from 0 to its largest. */
export function targetOf(text: string, unit: Unit): number | undefined {
  const value = Number(text.replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) return undefined;
  if (unit !== "share") return value;
  return value > 100 ? undefined : value / 100;
}

/** A scale for a value, its interval and its target, from 0 on; room is left so that neither stands at the edge. */
export function scaleEnd(unit: Unit, values: readonly number[]): number {
  if (unit === "share") return 1;
  const most = Math.max(...values, 1);
  const step = unit === "seconds" ? stepOf(most) : 10 ** Math.floor(Math.log10(most)) / 2;
  return Math.ceil((most * 1.1) / step) * step;
}
