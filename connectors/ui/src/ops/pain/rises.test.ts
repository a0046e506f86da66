import { describe, expect, it } from "vitest";
import type { TopicTrend } from "../../shared/frames/ops_journey";
import { loudest, riseAt } from "./rises";

const day = (name: string, count: number) => ({ day: name, count, expected: 10, low: 5, high: 15 });
const trend = (topic: string, counts: number[], ...from: string[]): TopicTrend => ({
  topic,
  dispersion: 1,
  days: counts.map((count, at) => day(`2026-03-0${at + 1}`, count)),
  rises: from.map((one) => ({ from: one, flagged: one, factor: 2, p: 0.001, q: 0.01 })),
});

describe("rises", () => {
  it("are marked from the day they began, where more came than expected", () => {
    const one = trend("shipping", [20, 12, 30, 14], "2026-03-02");
    expect(one.days.map((at) => Boolean(riseAt(one, at.day)))).toEqual([false, false, true, false]);
  });
  it("stand first, the newest one before the others, and calm topics by size", () => {
    const topics = [trend("small", [1]), trend("old", [1], "2026-03-01"), trend("large", [9]), trend("new", [1], "2026-03-02")];
    expect(loudest(topics).map(({ topic }) => topic)).toEqual(["new", "old", "large", "small"]);
  });
});
