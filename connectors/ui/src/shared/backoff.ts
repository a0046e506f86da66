/** Delay before attempt `attempt` (0 is the first retry), in ms: full jitter under a doubling limit of 30 s. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(30_000, 500 * 2 ** attempt);
}

/** A connection that lived this long, in ms, starts the count of attempts again. */
export const STABLE_AFTER = 30_000;
