import { describe, expect, it } from "vitest";
import type { Reading } from "../../shared/frames/ops";
import { changeOf, differenceOf } from "./change";

const share = (value: number, n: number, interval: [number, number]): Reading => ({
  id: "fcr", unit: "share", value, numerator: value * n, denominator: n, n, interval, few: n < 30,
});
const wait = (value: number, n: number, p90 = value * 4): Reading => ({ ...plain("seconds", value), n, percentiles: { p50: value, p90 } });
const plain = (unit: "count" | "seconds", value: number | null, few = false): Reading => ({ id: "x", unit, value, numerator: 0, denominator: 0, n: 100, few });

describe("the difference of two shares", () => {
  it("has Newcombe's interval", () => {
    // 56 of 70 against 48 of 80: Newcombe 1998, table II, method 10.
    const [low, high] = differenceOf(share(56 / 70, 70, [0.6917, 0.8776]), share(48 / 80, 80, [0.4904, 0.7004]))!;
    expect(low).toBeCloseTo(0.0524, 3);
    expect(high).toBeCloseTo(0.3339, 3);
  });
  it("is not known where an interval is not", () => expect(differenceOf(plain("seconds", 1), share(0.5, 100, [0.4, 0.6]))).toBeUndefined());
});

describe("what became of a number", () => {
  const high = share(0.742, 1000, [0.714, 0.768]);
  const low = share(0.681, 900, [0.65, 0.71]);
  it.each([
    ["better", high, low, "up", "better"],
    ["worse", low, high, "up", "worse"],
    ["better where less is better", low, high, "down", "better"],
    ["only moved where neither is better", high, low, "none", "moved"],
    ["unclear where chance could do it", high, share(0.731, 900, [0.701, 0.759]), "up", "unclear"],
    ["unclear over few cases", { ...high, few: true }, low, "up", "unclear"],
    ["better where a wait is clearly shorter", wait(30, 400), wait(41, 400), "down", "better"],
    ["unclear where a wait is hardly shorter", wait(39, 400), wait(41, 400), "down", "unclear"],
    ["unclear where waits differ much from each other", wait(30, 40, 900), wait(41, 40, 900), "down", "unclear"],
    ["unclear where nothing is known of how waits differ", plain("seconds", 30), plain("seconds", 41), "down", "unclear"],
  ] as const)("%s", (_, now, before, better, verdict) => expect(changeOf(now, before, better)?.verdict).toBe(verdict));
  it("is in points for shares, and in parts of what was before for the rest", () => {
    expect(changeOf(high, low, "up")!.by).toBeCloseTo(0.061);
    expect(changeOf(plain("count", 120), plain("count", 100), "none")).toEqual({ by: expect.closeTo(0.2), verdict: "moved" });
  });
  it.each([
    [plain("count", 3), undefined],
    [plain("count", 3), plain("count", 0)],
    [plain("seconds", null), plain("seconds", 3)],
  ])("is not said where nothing can be", (now, before) => expect(changeOf(now, before, "up")).toBeUndefined());
});
