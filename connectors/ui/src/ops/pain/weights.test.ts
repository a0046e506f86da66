import { describe, expect, it } from "vitest";
import type { PainPoint } from "../../shared/frames/ops_journey";
import { EVEN, readWeights, weighed, writeWeights } from "./weights";

const point = (topic: string, contacts: number, failed: number, negative: number, minutes: number): PainPoint => ({
  topic,
  parent: undefined,
  contacts,
  failed: { value: failed, n: contacts },
  negative: { value: negative, n: contacts },
  minutes: { value: minutes, n: contacts },
  score: contacts * failed * negative * minutes,
  low: 10,
  high: 40,
  share: 0,
  share_low: 0.6,
  share_high: 0.85,
  rank: [1, 2],
  rows: "topic=x",
});
const points = [point("many", 300, 0.1, 0.1, 5), point("bitter", 20, 0.5, 0.9, 5)];

describe("the weights of pain", () => {
  it("are kept in an address, but for even ones", () => {
    expect(writeWeights(EVEN)).toBeUndefined();
    expect(writeWeights({ ...EVEN, contacts: 0 })).toBe("0-1-1-1");
    expect(readWeights("0-1-1-2")).toEqual({ contacts: 0, failed: 1, negative: 1, minutes: 2 });
    expect(readWeights("7-x")).toEqual(EVEN);
    expect(readWeights(undefined)).toEqual(EVEN);
  });
  it("leave the order as it was worked out, with its interval, while they are even", () => {
    const [first, second] = weighed(points, EVEN);
    expect([first!.point.topic, second!.point.topic]).toEqual(["bitter", "many"]);
    expect(first!.share).toBeCloseTo(0.75);
    expect([first!.low, first!.high]).toEqual([0.6, 0.85]);
  });
  it("change the order, and promise no interval then", () => {
    const [first] = weighed(points, { ...EVEN, contacts: 2 });
    expect(first!.point.topic).toBe("many");
    expect(first).not.toHaveProperty("low");
  });
  it("share nothing where nothing hurts", () => {
    const [calm] = weighed([point("calm", 10, 0, 0, 0)], EVEN);
    expect(calm!.share).toBe(0);
    expect(calm).not.toHaveProperty("low");
  });
});
