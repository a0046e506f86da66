import { expect, it } from "vitest";
import type { Feeling } from "../../shared/frames/desk_api";
import { dotsOf, negatives, toneOf, turnsOf } from "./feeling";

const felt = (...values: number[]): Feeling[] => values.map((negative) => ({ at: "2026-03-02T09:00:00+00:00", label: "neutral", negative }));
const places = (...values: number[]) => dotsOf(felt(...values), 100, 50, 5).map(({ x, y }) => [x, y]);

it("goes from left to right, and down where it is worse", () => expect(places(0, 0.5, 1)).toEqual([[5, 5], [50, 25], [95, 45]]));
it("puts a single one in the middle", () => expect(places(0.5)).toEqual([[50, 25]]));
it("stays in its box", () => expect(places(-1, 2)).toEqual([[5, 5], [95, 45]]));
it("counts as the numbers do", () => expect(negatives(felt(0.59, 0.6, 1))).toBe(2));
it("has a tone for each", () => expect([0, 0.2, 0.6, 0.8].map(toneOf)).toEqual(["good", "calm", "warn", "bad"]));

it.each([
  [[["neutral", 0.1], ["angry", 0.9], ["neutral", 0.2]], "neutral angry neutral"],
  [[["neutral", 0.1], ["angry", 0.7], ["angry", 0.9]], "neutral angry"],
  [[["neutral", 0.1], ["anxious", 0.5], ["satisfied", 0.1]], "neutral satisfied"],
  [[["angry", 0.9]], "angry"],
] as const)("tells the way in few words: %j", (way, told) => {
  const feelings = way.map(([label, negative]) => ({ ...felt(negative)[0]!, label }));
  expect(turnsOf(feelings).map(({ label }) => label).join(" ")).toBe(told);
});
