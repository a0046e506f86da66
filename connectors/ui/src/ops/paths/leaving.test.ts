import { describe, expect, it } from "vitest";
import type { FunnelStep } from "../../shared/frames/ops_journey";
import { lift, worst } from "./leaving";

const share = (numerator: number, denominator: number) =>
  ({ id: "went_on", unit: "share", value: denominator ? numerator / denominator : null, numerator, denominator, n: denominator, few: false }) as FunnelStep["went_on"];
const step = (name: string, went_on?: FunnelStep["went_on"]): FunnelStep =>
  ({ step: name, customers: 100, share: 1, went_on, median_s: undefined, asked_next: [], rows: "" });

describe("where people leave", () => {
  it("is the step that loses the most people", () =>
    expect(worst([step("signed_up", share(90, 100)), step("verified", share(50, 90)), step("connected", share(9, 10)), step("first_use")])).toEqual({
      step: "verified",
      next: "connected",
      left: 40,
      share: 1 - 50 / 90,
    }));
  it("is nowhere while nobody's days have passed, or all went on", () => {
    expect(worst([step("signed_up", share(0, 0)), step("verified")])).toBeUndefined();
    expect(worst([step("signed_up", share(5, 5)), step("verified")])).toBeUndefined();
  });
});

describe("a rescue", () => {
  const offered = { ...share(44, 80), interval: [0.4411, 0.6543] } as FunnelStep["went_on"];
  const held = { ...share(16, 44), interval: [0.2378, 0.5116] } as FunnelStep["went_on"];
  it("changed what both sides differ by, and says when that is more than chance", () => {
    expect(lift(offered, held)).toMatchObject({ clear: true });
    expect(lift(offered, held)!.value).toBeCloseTo(0.55 - 16 / 44);
  });
  it("cannot be judged without the other side", () => expect(lift(offered, share(0, 0))).toBeUndefined());
});
