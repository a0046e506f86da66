/** A value and the interval that it lies in. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** One value less another, with the interval of that. Newcombe 1998, method 10: from the intervals of both sides. */
export function difference(one: Estimate, other: Estimate): Estimate & { clear: boolean } {
  const value = one.value - other.value;
  const low = value - Math.hypot(one.value - one.low, other.high - other.value);
  const high = value + Math.hypot(one.high - one.value, other.value - other.low);
  return { value, low, high, clear: low > 0 || high < 0 };
}
