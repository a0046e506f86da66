import type { FunnelStep } from "../../shared/frames/ops_journey";
import { difference, type Estimate } from "../marks/difference";

export interface Leaving {
  step: string;
  next: string;
  /** Customers whose days have passed and who did not go on. */
  left: number;
  /** Of those who could have gone on. */
  share: number;
}

/** Where the most people are lost; none where nobody is, or nothing is known yet. */
export function worst(steps: readonly FunnelStep[]): Leaving | undefined {
  const found = steps.flatMap((one, index) => {
    const next = steps[index + 1];
    const { value, numerator, denominator } = one.went_on ?? {};
    if (!next || value === null || value === undefined || numerator === undefined || denominator === undefined) return [];
    return [{ step: one.step, next: next.step, left: denominator - numerator, share: 1 - value }];
  });
  return found.filter(({ left }) => left > 0).sort((one, other) => other.left - one.left)[0];
}

/** What the offered guide changed: the share that went on, of those offered it and of those held back; none while one is unknown. */
export function lift(offered: FunnelStep["went_on"], held_back: FunnelStep["went_on"]): ReturnType<typeof difference> | undefined {
  const [one, other] = [estimate(offered), estimate(held_back)];
  return one && other && difference(one, other);
}

function estimate(reading: FunnelStep["went_on"]): Estimate | undefined {
  const [low, high] = reading?.interval ?? [];
  return typeof reading?.value === "number" && low !== undefined && high !== undefined ? { value: reading.value, low, high } : undefined;
}
