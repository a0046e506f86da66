import type { Feeling } from "../../shared/frames/desk_api";

/** From here on a feeling counts as negative, as in the numbers. */
export const NEGATIVE = 0.6;
const STRONG = 0.8;

export type Tone = "good" | "calm" | "warn" | "bad";

export function toneOf(negative: number): Tone {
  if (negative >= STRONG) return "bad";
  if (negative >= NEGATIVE) return "warn";
  return negative < 0.2 ? "good" : "calm";
}

export interface Dot {
  x: number;
  y: number;
  tone: Tone;
  feeling: Feeling;
}

/** The feelings side by side in a box, the oldest left and the most negative at the bottom. */
export function dotsOf(feelings: readonly Feeling[], width: number, height: number, margin: number): Dot[] {
  const step = feelings.length > 1 ? (width - 2 * margin) / (feelings.length - 1) : 0;
  return feelings.map((feeling, index) => ({
    x: feelings.length > 1 ? margin + step * index : width / 2,
    y: heightOf(feeling.negative, height, margin),
    tone: toneOf(feeling.negative),
    feeling,
  }));
}

export const heightOf = (negative: number, height: number, margin: number): number =>
  margin + (height - 2 * margin) * Math.min(1, Math.max(0, negative));

export const negatives = (feelings: readonly Feeling[]): number => feelings.filter(({ negative }) => negative >= NEGATIVE).length;

/** The way in few words: the first feeling, the worst one where it was negative, the last one; nothing twice in a row. */
export function turnsOf(feelings: readonly Feeling[]): Feeling[] {
  const worst = feelings.reduce((one, other) => (other.negative > one.negative ? other : one), feelings[0]!);
  const marks = [feelings[0]!, ...(worst.negative >= NEGATIVE ? [worst] : []), feelings.at(-1)!];
  return marks.filter((mark, index) => mark.label !== marks[index - 1]?.label);
}
