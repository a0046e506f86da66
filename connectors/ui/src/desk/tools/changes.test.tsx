// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { REST, useAfterChanges } from "./changes";

const box = document.createElement("div");
const again = vi.fn();

function Card({ changes }: { changes: number }) {
  useAfterChanges(changes, again);
  return null;
}

const shown = (changes: number) => act(() => render(<Card changes={changes} />, box));

beforeEach(() => {
  vi.useFakeTimers();
  again.mockReset();
});
afterEach(() => {
  render(null, box);
  vi.useRealTimers();
});

it("asks again once more is known, and once in a rush however long that lasts", async () => {
  await shown(3);
  vi.advanceTimersByTime(3 * REST);
  expect(again).not.toHaveBeenCalled();
  for (let changes = 4; changes < 12; changes++) {
    await shown(changes);
    vi.advanceTimersByTime(REST / 2);
  }
  expect(again.mock.calls.length).toBeGreaterThanOrEqual(1);
  expect(again.mock.calls.length).toBeLessThanOrEqual(4);
  again.mockReset();
  vi.advanceTimersByTime(2 * REST);
  expect(again.mock.calls.length).toBeLessThanOrEqual(1);
});

it("asks nothing for a card that is not shown any more", async () => {
  await shown(0);
  await shown(1);
  await act(() => render(null, box));
  vi.advanceTimersByTime(3 * REST);
  expect(again).not.toHaveBeenCalled();
});
