import { number } from "../../shared/format";
import type { Locale } from "../../shared/words";

export type Mood = "bad" | "low" | "even" | "fine" | "good";

/** A feeling from -1 to 1 in five words. */
export function moodOf(value: number): Mood {
  if (value <= -0.4) return "bad";
  if (value <= -0.1) return "low";
  if (value < 0.1) return "even";
  return value < 0.4 ? "fine" : "good";
}

/** A number with its sign, as a feeling or a difference is written: `−0.31`, `+0.12`, `0.00`. */
export function signed(value: number, locale: Locale, digits = 2): string {
  const size = number(Math.abs(value), locale, digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return size;
  return `${value < 0 ? "−" : "+"}${size}`;
}
