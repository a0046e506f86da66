import type { FunnelStep } from "../../shared/frames/ops_journey";

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

/** What the offered guide changed, in points of a share: those who were offered it against those held back. */
export function lift(went_on: number | null | undefined, held_back: number | null | undefined): number | undefined {
  return typeof went_on === "number" && typeof held_back === "number" ? went_on - held_back : undefined;
}
