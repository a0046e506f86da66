import { describe, expect, it } from "vitest";
import type { Alarm } from "../../shared/frames/ops_goals";
import { wordsOf } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { period } from "../period";
import { saidBy } from "./said";

const alarm = (kind: string, data: Record<string, unknown>): Alarm => ({ id: "a", kind, data, at: "2026-03-31T01:00:00Z", seen_at: null });
const missed = { metric: "fcr", target: 0.75, direction: "at_least", first_day: "2026-03-01", last_day: "2026-03-31", unit: "share", value: 0.71 };
const name = () => "FCR";

describe("an alarm says", () => {
  it("which goal was missed, and by what", () => {
    expect(saidBy(alarm("goal_missed", missed), wordsOf(ko), "ko", name)).toBe(`목표를 놓쳤어요: FCR 75.0% 이상인데 71.0%였어요 (${period("2026-03-01", "2026-03-31", "ko")}).`);
    const waited = { ...missed, target: 60, direction: "at_most", unit: "seconds", value: 95 };
    expect(saidBy(alarm("goal_missed", waited), wordsOf(en), "en", name)).toContain("should be at most 1 min and was 1 min 35 s");
  });
  it("which topic rises, how much and since when", () => {
    const rise = alarm("topic_rises", { topic: "shipping", factor: 2.14, day: "2026-03-21" });
    expect(saidBy(rise, wordsOf(ko), "ko", name)).toBe("배송 문의가 평소의 2.1배예요 (3월 21일 (토)).");
  });
  it("its kind, when it is of one that the page does not know", () => expect(saidBy(alarm("flood_ahead", {}), wordsOf(en), "en", name)).toBe("flood ahead"));
});
