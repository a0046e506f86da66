// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, it, vi } from "vitest";
import { useGiven } from "./given";

const file = new File(["x"], "a.png");
const take = vi.fn();

function Page() {
  useGiven(() => document, take);
  return null;
}

function gives(name: "paste" | "drop", types: string[]): boolean {
  const event = new Event(name, { bubbles: true, cancelable: true });
  Object.assign(event, { [name === "drop" ? "dataTransfer" : "clipboardData"]: { types, files: [file] } });
  document.body.dispatchEvent(event);
  return event.defaultPrevented;
}

it("takes files that are pasted or dropped, leaves text to the box, and stops with its page", async () => {
  const box = document.createElement("div");
  await act(() => render(<Page />, box));
  expect([gives("paste", ["Files"]), gives("drop", ["Files"])]).toEqual([true, true]);
  expect(take.mock.calls).toEqual([[[file]], [[file]]]);
  expect([gives("paste", ["text/plain"]), gives("paste", ["text/plain", "Files"])]).toEqual([false, false]);
  await act(() => render(null, box));
  expect(gives("drop", ["Files"])).toBe(false);
  expect(take).toHaveBeenCalledTimes(2);
});
