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
  expect([gives("paste", ["text/plain"]), gives("drop", ["text/plain"])]).toEqual([false, false]);
  await act(() => render(null, box));
  expect(gives("drop", ["Files"])).toBe(false);
  expect(take).toHaveBeenCalledTimes(2);
});

it("takes a file with its name beside it and a picture with its tag, and leaves what an office program copies", async () => {
  take.mockClear();
  const box = document.createElement("div");
  await act(() => render(<Page />, box));
  for (const beside of [["text/plain"], ["text/plain", "text/uri-list"], ["text/html"]]) expect(gives("paste", [...beside, "Files"]), beside.join()).toBe(true);
  expect(take).toHaveBeenCalledTimes(3);
  for (const laidOut of ["text/html", "text/rtf"]) expect(gives("paste", ["text/plain", laidOut, "Files"]), laidOut).toBe(false);
  expect(take).toHaveBeenCalledTimes(3);
  await act(() => render(null, box));
});
