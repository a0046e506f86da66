import { duration, number } from "../shared/format";
import type { Reading } from "../shared/frames/ops";
import type { Locale } from "../shared/words";

/** A value as people read it: a share in percent, seconds as a length of time; a dash when there is none. */
export function figure(value: number | null | undefined, unit: Reading["unit"], locale: Locale): string {
  if (value === null || value === undefined) return "–";
  if (unit === "seconds") return duration(value, locale);
  if (unit === "share") return `${number(value * 100, locale, 1)}%`;
  return number(value, locale);
}
