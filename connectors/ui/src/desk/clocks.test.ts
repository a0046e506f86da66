import { describe, expect, it } from "vitest";
import type { SlaClock } from "../shared/frames/desk";
import { countdown, isBreached, mostUrgent, readClock, readClocks, standing } from "./clocks";

const now = Date.parse("2026-03-02T09:00:00+00:00");
const due = (seconds: number, state: SlaClock["state"] = "running", met_at?: string): SlaClock => ({
  state,
  due: new Date(now + seconds * 1000).toISOString(),
  ...(met_at ? { met_at } : {}),
});

describe("a clock", () => {
  it("counts down", () => expect(readClock("first", due(90), now)).toEqual({ name: "first", state: "running", seconds: 90 }));
  it("keeps the gateway's warning", () => expect(readClock("first", due(30, "warning"), now).state).toBe("warning"));
  it("is breached the moment its time is over, before the gateway says so", () => {
    expect(readClock("next", due(-1), now)).toEqual({ name: "next", state: "breached", seconds: -1 });
  });
  it("rests while the customer is waited for", () => expect(readClock("full", due(-50, "paused"), now)).toEqual({ name: "full", state: "paused" }));
  it("counts no longer once it was met, even too late", () => {
    expect(readClock("first", due(-50, "breached", "2026-03-02T08:59:30+00:00"), now)).toEqual({ name: "first", state: "breached" });
  });
});

describe("of several clocks", () => {
  it("the one that is due first is shown", () => {
    expect(mostUrgent({ clocks: { full: due(40), next: due(60), first: due(-5, "met") } }, now)?.name).toBe("full");
  });
  it("a list says that the customer is waited for when nothing is owed", () => {
    expect(standing({ clocks: { first: due(-5, "met"), full: due(100, "paused") } }, now)).toEqual({ name: "full", state: "paused" });
    expect(standing({ clocks: { full: due(100, "paused"), next: due(9) } }, now)?.name).toBe("next");
    expect(standing({ clocks: { first: due(-5, "met") } }, now)).toBeUndefined();
  });
  it("none is due when nothing is owed", () => {
    const ticket = { clocks: { first: due(-5, "met"), full: due(100, "paused") } };
    expect([mostUrgent(ticket, now), isBreached(ticket, now), readClocks(ticket, now).length]).toEqual([undefined, false, 2]);
  });
  it("an old breach that was answered is no alarm", () => {
    expect(isBreached({ clocks: { first: due(-90, "breached", "2026-03-02T08:59:59+00:00"), full: due(500) } }, now)).toBe(false);
    expect(isBreached({ clocks: { first: due(-90, "breached") } }, now)).toBe(true);
  });
});

it.each([
  [425.9, "7:05"],
  [-9.2, "0:09"],
  [3599, "59:59"],
  [3700, "1시간 1분"],
  [86_390, "23시간"],
])("%d s are shown as %s", (seconds, shown) => expect(countdown(seconds, "ko")).toBe(shown));
