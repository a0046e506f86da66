/**
 * Delay before attempt `attempt` (0 is the first retry), in ms: full jitter under a doubling limit of 30 s, or under
 * `within` where the gateway asked for a longer one.
 */
export function backoff(attempt: number, random: () => number = Math.random, within = 0): number {
  return random() * Math.max(Math.min(30_000, 500 * 2 ** attempt), within);
}

/** A connection that lived this long, in ms, starts the count of attempts again. */
export const STABLE_AFTER = 30_000;

/** The gateway said when to come: many want to, and each has a time of its own. In ms. */
export class Later extends Error {
  constructor(readonly after: number) {
    super(`come again in ${after} ms`);
  }
}

/** So much is added to a given time at most, in ms: clocks and roundings would bring people together again. */
const BLUR = 500;

export const later = ({ after }: Later, random: () => number): number => after + random() * BLUR;

const RESTART = 1012;
const LONGEST_RETURN = 60_000;

/** Within how many ms a gateway that stops wants its pages back: the reason of its farewell says it in seconds. */
export function returnWithin({ code, reason }: { code: number; reason: string }): number {
  const seconds = code === RESTART ? Number(reason) : 0;
  return Number.isFinite(seconds) ? Math.min(seconds * 1000, LONGEST_RETURN) : 0;
}
