// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { keepInSight } from "./sight";

afterEach(() => void vi.restoreAllMocks());

it.each([
  ["keeps above the keyboard that covers it", 420, 1, "420px"],
  ["is whole when the keyboard is gone", 740, 1, "100dvh"],
  ["leaves alone who has enlarged the page", 370, 2, "100dvh"],
])("a page of its own %s", (_, height, scale, room) => {
  vi.spyOn(document.documentElement, "clientHeight", "get").mockReturnValue(740);
  vi.spyOn(window, "scrollTo").mockImplementation(() => undefined);
  const seen = Object.assign(new EventTarget(), { height, scale });
  keepInSight(seen as unknown as VisualViewport);
  seen.dispatchEvent(new Event("resize"));
  expect(document.documentElement.style.getPropertyValue("--seen")).toBe(room);
  expect(vi.mocked(window.scrollTo).mock.calls.length).toBe(room === "100dvh" ? 0 : 1);
});
