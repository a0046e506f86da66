import { describe, expect, it } from "vitest";
import { ApiError } from "../../shared/api";
import type { Improvement } from "../../shared/frames/ops_goals";
import { StrangeAnswer } from "../loaded";
import { savedFilter } from "./filter_field";
import { proofOf } from "./proof";
import { faultOf } from "./submitting";
import { scaleEnd, targetOf, typed } from "./target";

describe("a target", () => {
  it.each([
    ["75", "share", 0.75],
    ["7,5", "share", 0.075],
    ["120", "share", undefined],
    ["90", "seconds", 90],
    ["-1", "count", undefined],
    ["", "count", undefined],
    ["many", "count", undefined],
  ] as const)("%s of a %s is %s", (text, unit, target) => expect(targetOf(text, unit)).toBe(target));
  it("is typed as it is read", () => expect([typed(0.755, "share"), typed(90, "seconds")]).toEqual([75.5, 90]));
  it("stands on a scale with room", () => {
    expect(scaleEnd("share", [0.4])).toBe(1);
    expect(scaleEnd("seconds", [41, 90])).toBe(120);
    expect(scaleEnd("count", [])).toBe(1.5);
  });
});

describe("a refusal", () => {
  const refused = (status: number, field?: string) => new ApiError(status, "bad_frame", "no", undefined, field);
  it.each([
    [refused(400, "target"), { key: "fault.target", field: "target" }],
    [refused(400, "filter.topic"), { key: "fault.filter", field: "filter" }],
    [refused(400, "soul"), { key: "fault.other" }],
    [refused(403), { key: "fault.forbidden" }],
    [refused(404, "goal_id"), { key: "fault.not_found" }],
    [refused(503), { key: "fault.unavailable" }],
    [new TypeError("no network"), { key: "fault.offline" }],
    [new StrangeAnswer("x"), { key: "fault.strange" }],
  ])("%s is said at its field", (failure, fault) => expect(faultOf(failure)).toEqual(fault));
});

describe("an improvement", () => {
  const side = { id: "fcr", unit: "share", value: 0.5, numerator: 20, denominator: 40, n: 40, pending: 0, few: false } as const;
  const at = (change: Improvement["change"], days = 20) => proofOf({ change, days, before: side, after: side });
  it.each([
    ["not_yet", null, 20],
    ["not_yet", { value: 0.2, low: 0.1, high: 0.3, proven: true }, 3],
    ["proven", { value: 0.09, low: 0.03, high: 0.14, proven: true }, 20],
    ["worse", { value: -0.09, low: -0.14, high: -0.03, proven: false }, 20],
    ["unproven", { value: 0.02, low: -0.03, high: 0.07, proven: false }, 20],
  ] as const)("is %s", (proof, change, days) => expect(at(change, days)).toBe(proof));
  it.each([-0.2, 0.2])("is not told by few cases, whichever way they went: %s", (value) => {
    const change = { value, low: value - 0.1, high: value + 0.1, proven: false };
    expect(proofOf({ change, days: 20, before: side, after: { ...side, few: true } })).toBe("not_yet");
    expect(proofOf({ change, days: 20, before: { ...side, few: true }, after: side })).toBe("not_yet");
  });
});

describe("which contacts count", () => {
  const segments = [{ id: "s1", filter: { tier: ["gold"] } }];
  it.each([
    [{}, {}],
    [{ topic: "orders,shipping", returning: "no", language: undefined }, { topic: ["orders", "shipping"], returning: "no" }],
    [{ segment: "s1" }, { tier: ["gold"] }],
    [{ segment: "gone" }, {}],
  ])("%j is kept as %j", (draft, filter) => expect(savedFilter(draft, segments)).toEqual(filter));
});
