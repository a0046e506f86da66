// @vitest-environment happy-dom
import { render, type FunctionComponent } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lazily } from "./lazily";

const Said: FunctionComponent<{ text: string }> = ({ text }) => <p>{text}</p>;
let box: HTMLElement;
/** Until `ms` after what is shown has been asked for. */
const settle = (ms = 0) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
async function show(Part: FunctionComponent<{ text: string }>, text = "hello"): Promise<void> {
  await act(() => render(<Part text={text} />, box));
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  box = document.createElement("div");
});
afterEach(() => {
  render(null, box);
  vi.useRealTimers();
});

describe("a part that is fetched when it is shown", () => {
  it("is asked for once, and follows what it is told", async () => {
    const fetch = vi.fn(async () => Said);
    const Part = lazily(fetch);
    expect(fetch).not.toHaveBeenCalled();
    await show(Part);
    expect(box.textContent).toBe("hello");
    await show(Part, "again");
    render(null, box);
    await show(Part, "anew");
    expect([box.textContent, fetch.mock.calls.length]).toEqual(["anew", 1]);
  });
  it("says where it cannot be fetched, and comes when it can", async () => {
    const fetch = vi.fn(async () => Said).mockRejectedValueOnce(new TypeError("no network")).mockRejectedValueOnce(new TypeError("no network"));
    const Part = lazily(fetch, () => <i>missing</i>);
    await show(Part);
    expect(box.innerHTML).toBe("<i>missing</i>");
    await settle(5000);
    expect(box.innerHTML).toBe("<i>missing</i>");
    await settle(5000);
    expect([box.innerHTML, fetch.mock.calls.length]).toEqual(["<p>hello</p>", 3]);
  });
  it("that is no longer shown is no longer tried", async () => {
    const fetch = vi.fn(async (): Promise<typeof Said> => Promise.reject(new TypeError("no network")));
    await show(lazily(fetch));
    render(null, box);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(fetch.mock.calls.length).toBe(1);
  });
});
