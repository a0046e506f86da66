import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Debounce } from "./debounce";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("runs the last of a row, after a rest", () => {
  const ran: string[] = [];
  const debounce = new Debounce(200);
  debounce.run(() => ran.push("환"));
  vi.advanceTimersByTime(199);
  debounce.run(() => ran.push("환불"));
  vi.advanceTimersByTime(199);
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ran).toEqual(["환불"]);
});

it("runs nothing that was taken back", () => {
  const ran: string[] = [];
  const debounce = new Debounce(200);
  debounce.run(() => ran.push("환불"));
  debounce.cancel();
  vi.advanceTimersByTime(1000);
  expect(ran).toEqual([]);
});
