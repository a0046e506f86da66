import type { PainPoint } from "../../shared/frames/ops_journey";

/** What a pain point is made of, in the order it is read. */
export const PARTS = ["contacts", "failed", "negative", "minutes"] as const;
export type Part = (typeof PARTS)[number];
/** How much each part counts: 1 as it is, 0 not at all, 2 doubly (its square). */
export type Weights = Record<Part, number>;
export const LEVELS = [0, 1, 2];
export const EVEN: Weights = { contacts: 1, failed: 1, negative: 1, minutes: 1 };

/** From an address: `1-1-0-2` in the order of PARTS; what it does not say counts as it is. */
export function readWeights(text: string | undefined): Weights {
  const said = text ? text.split("-").map(Number) : [];
  return Object.fromEntries(PARTS.map((part, at) => [part, LEVELS.includes(said[at] ?? NaN) ? said[at]! : 1])) as Weights;
}

/** As an address has it; nothing where every part counts as it is. */
export const writeWeights = (weights: Weights): string | undefined => (isEven(weights) ? undefined : PARTS.map((part) => weights[part]).join("-"));

export const isEven = (weights: Weights): boolean => PARTS.every((part) => weights[part] === 1);

export interface Weighed {
  point: PainPoint;
  /** Of the whole pain, from 0 to 1. */
  share: number;
  /** Around the share; none once somebody weighs in their own way, for nobody worked that one out. */
  low?: number;
  high?: number;
}

/** The pain points as these weights rank them, the worst first. */
export function weighed(points: readonly PainPoint[], weights: Weights): Weighed[] {
  const scores = points.map((point) => (isEven(weights) ? point.score : score(point, weights)));
  const whole = scores.reduce((sum, one) => sum + one, 0);
  const found = points.map((point, at) => {
    const share = whole > 0 ? scores[at]! / whole : 0;
    return isEven(weights) && whole > 0 ? { point, share, low: point.share_low, high: point.share_high } : { point, share };
  });
  return found.sort((one, other) => other.share - one.share || one.point.topic.localeCompare(other.point.topic));
}

function score(point: PainPoint, weights: Weights): number {
  const values: Record<Part, number> = {
    contacts: point.contacts,
    failed: point.failed.value ?? 0,
    negative: point.negative.value ?? 0,
    minutes: point.minutes.value ?? 0,
  };
  return PARTS.reduce((product, part) => product * values[part] ** weights[part], 1);
}
