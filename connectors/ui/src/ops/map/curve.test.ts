import { describe, expect, it } from "vitest";
import type { Stage, Touchpoint } from "../../shared/frames/ops_journey";
import { busiest, changes, extremes, inOrder, placesOf, reach, spots, volume } from "./curve";

const touchpoint = (name: string, value: number | null, events = 10): Touchpoint => ({
  touchpoint: name,
  events,
  customers: events,
  contacts: events,
  emotion: value === null ? null : { value, low: value - 0.05, high: value + 0.05, n: 40 },
}) as Touchpoint;
const stage = (name: string, ...touchpoints: Touchpoint[]): Stage => ({ stage: name, events: 1, customers: 1, touchpoints });

describe("the map", () => {
  it("shows five stages whatever the answer has", () =>
    expect(inOrder([stage("purchase")]).map((one) => one.stage)).toEqual(["awareness", "consideration", "purchase", "post_purchase", "loyalty"]));
  it("has a bar for whatever happened", () => {
    const stages = [stage("purchase", touchpoint("a", null, 1000), touchpoint("b", null, 1), touchpoint("c", null, 0))];
    expect(stages[0]!.touchpoints.map((one) => volume(one, stages))).toEqual([1, 0.02, 0]);
  });
});

describe("a stage with many touchpoints", () => {
  const many = [9, 1, 8, 2, 7, 3].map((events, at) => touchpoint(`t${at}`, null, events));
  it("shows the busiest in their own order", () => expect(busiest(many, 3).map(({ events }) => events)).toEqual([9, 8, 7]));
  it("always shows what saved contacts", () => {
    const saving = many.map((one) => (one.events === 1 ? { ...one, saved: { contacts: 3, told: 9, held_back: 2 } } : one)) as Touchpoint[];
    expect(busiest(saving, 3).map(({ events }) => events)).toEqual([9, 1, 8]);
  });
  it("hides no single one: the button would be as long", () => expect(busiest(many, 5)).toHaveLength(6));
});

describe("the curve", () => {
  const stages = [stage("post_purchase", touchpoint("chat", -0.3), touchpoint("parcel", 0.2)), stage("awareness", touchpoint("page", null))];
  it("stands over the columns, and leaves out what nobody knows", () =>
    expect(spots(stages).map(({ touchpoint: name, x }) => [name, x])).toEqual([["chat", 3.25], ["parcel", 3.75]]));
  it("has the same place for a touchpoint in both maps", () => {
    const other = [stage("post_purchase", touchpoint("parcel", 0.4))];
    expect(spots(other, placesOf(stages, other)).map(({ x }) => x)).toEqual([3.75]);
  });
  it("keeps small feelings small", () => {
    expect(reach(spots(stages))).toBe(0.5);
    expect(reach(spots([stage("loyalty", touchpoint("chat", -0.83))]))).toBe(0.9);
  });
});

describe("the moments", () => {
  const few = (one: Touchpoint): Touchpoint => ({ ...one, emotion: { ...one.emotion!, n: 4 } });
  it("are the worst and the best that enough customers felt", () => {
    const found = extremes(spots([stage("purchase", few(touchpoint("rare", -0.9)), touchpoint("chat", -0.3), touchpoint("form", 0.1), touchpoint("thanks", 0.6))]));
    expect([found?.worst.touchpoint, found?.best.touchpoint]).toEqual(["chat", "thanks"]);
  });
  it("are none where only one is known", () => expect(extremes(spots([stage("purchase", touchpoint("chat", -0.3))]))).toBeUndefined());
});

describe("two curves", () => {
  const now = spots([stage("purchase", touchpoint("chat", -0.3), touchpoint("form", 0.1), touchpoint("new", 0.2))]);
  const then = spots([stage("purchase", touchpoint("chat", -0.1), touchpoint("form", 0.05), touchpoint("gone", 0.2))]);
  it("differ where both are known, the clear ones first", () =>
    expect(changes(now, then).map(({ touchpoint: name, by, clear }) => [name, Number(by.toFixed(2)), clear])).toEqual([
      ["chat", -0.2, true],
      ["form", 0.05, false],
    ]));
});
