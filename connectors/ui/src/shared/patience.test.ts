// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Outbox } from "./outbox";
import { Patience } from "./patience";

type Frame = { type: string; client_id: string };

let outbox: Outbox<Frame>;
let said: string[];
let patience: Patience<Frame>;
let held: (number | undefined)[];
const say = (client_id: string) => patience.say({ type: "send", client_id });
const refuse = (code: string, client_id = "a", retry_after?: number) => patience.takes({ type: "refused", client_id, code, retry_after });

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  held = [];
  outbox = new Outbox<Frame>({ load: () => null, save: () => undefined }, () => true);
  patience = new Patience(
    outbox,
    (frame) => {
      outbox.add(frame);
      said.push(frame.client_id);
    },
    (until) => held.push(until),
  );
});
afterEach(() => void vi.useRealTimers());

describe("what was refused for the moment", () => {
  it("is said again when the gateway wants it, before what was said meanwhile", () => {
    say("a");
    expect(refuse("unavailable", "a", 5)).toBe(true);
    say("b");
    vi.advanceTimersByTime(4_999);
    expect(said).toEqual(["a"]);
    vi.advanceTimersByTime(1_001);
    expect(said).toEqual(["a", "a", "b"]);
  });
  it("is told until when it waits where it came too often, and that it is over", () => {
    say("a");
    say("b");
    refuse("rate_limited", "a", 4);
    refuse("rate_limited", "b", 9);
    expect(held).toEqual([expect.closeTo(Date.now() + 4_500, -3)]);
    vi.advanceTimersByTime(5_001);
    expect([held.length, held.at(-1), said]).toEqual([2, undefined, ["a", "b", "a", "b"]]);
  });
  it("is not told where the gateway alone is to blame", () => {
    say("a");
    refuse("unavailable", "a", 4);
    vi.advanceTimersByTime(5_001);
    expect(held).toEqual([undefined]);
  });
  it("is said again soon where nobody knows when, and once however much was refused", () => {
    say("a");
    say("b");
    refuse("rate_limited", "a");
    refuse("rate_limited", "b");
    vi.advanceTimersByTime(3_000);
    expect(said).toEqual(["a", "b", "a", "b"]);
  });
  it.each([
    ["for good", "too_long", "a"],
    ["though nobody said it", "unavailable", "other"],
  ])("is no such thing %s", (_, code, id) => {
    say("a");
    expect(refuse(code, id)).toBe(false);
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(["a"]);
  });
});
