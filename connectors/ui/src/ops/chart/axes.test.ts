import { describe, expect, it } from "vitest";
import { stepOf } from "./axes";

describe("the lines of a scale of times", () => {
  it.each([
    [7, 2],
    [40, 10],
    [182, 60],
    [3_000, 900],
    [90_000, 43_200],
    [600_000, 172_800],
  ])("up to %d s stand %d s apart", (most, step) => expect(stepOf(most)).toBe(step));
});
