import { expect, it } from "vitest";
import { difference } from "./difference";

it("agrees with Newcombe's own example: 56/70 against 48/80 differ by .2, from .0524 to .3339", () => {
  const found = difference({ value: 0.8, low: 0.6916, high: 0.8772 }, { value: 0.6, low: 0.4905, high: 0.7003 });
  expect([found.value, found.low, found.high].map((one) => Number(one.toFixed(3)))).toEqual([0.2, 0.052, 0.334]);
  expect(found.clear).toBe(true);
});
it("is not clear while nothing at all is among what it may be", () =>
  expect(difference({ value: 0.5, low: 0.4, high: 0.6 }, { value: 0.45, low: 0.35, high: 0.55 }).clear).toBe(false));
