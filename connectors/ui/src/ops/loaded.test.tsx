// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { object, whole } from "../shared/shape";
import { StrangeAnswer, useLoaded, type Answer } from "./loaded";

let shown: Answer<{ n: number }>;
let answer: (path: string, init: RequestInit) => Promise<Response>;
let asked: AbortSignal[];
const shape = object({ n: whole });
const box = document.createElement("div");

function Page({ path }: { path: string }) {
  shown = useLoaded(path, shape, 60_000);
  return null;
}
const show = (path: string) => act(() => render(<Page path={path} />, box));
const tick = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
/** With what follows from it in the same moment. */
const pass = async (ms: number) => {
  await tick(ms);
  await tick(0);
};
const number = (n: number) => () => Promise.resolve(new Response(JSON.stringify({ n })));
const never = () => new Promise<Response>(() => undefined);
const away = () => Promise.reject(new TypeError("no network"));

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  asked = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    asked.push(init.signal!);
    return answer(path, init);
  });
  answer = number(1);
  await show("/one");
  await pass(0);
});
afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("numbers on a page that stays open", () => {
  it("are loaded again by themselves", async () => {
    answer = number(2);
    await pass(60_000);
    expect(shown).toMatchObject({ phase: "ready", data: { n: 2 }, at: 1_060_000 });
  });
  it("stay with their time when they cannot be, and catch up when the network is back", async () => {
    answer = away;
    await pass(60_000);
    expect(shown).toMatchObject({ phase: "failed", error: expect.any(TypeError), data: { n: 1 }, at: 1_000_000 });
    answer = number(3);
    await act(() => void window.dispatchEvent(new Event("online")));
    await pass(0);
    expect(shown).toMatchObject({ phase: "ready", data: { n: 3 } });
  });
  it("of another question are not shown for this one", async () => {
    answer = away;
    await show("/two");
    await pass(0);
    expect(shown).toMatchObject({ phase: "failed", error: expect.any(TypeError) });
    expect(shown.data).toBeUndefined();
  });
  it("that are not what was promised are not shown", async () => {
    answer = () => Promise.resolve(new Response(JSON.stringify({ n: "many" })));
    await act(() => shown.again());
    await pass(0);
    expect(shown).toMatchObject({ phase: "failed", error: new StrangeAnswer('/one.n: expected a whole number, got "many"'), data: { n: 1 } });
  });
});

describe("a load that takes long", () => {
  it("is let finish: a beat meanwhile asks nothing, and shows what comes", async () => {
    let finish!: (found: Response) => void;
    answer = () => new Promise((resolve) => (finish = resolve));
    await pass(60_000);
    await pass(30_000);
    await act(() => void window.dispatchEvent(new Event("online")));
    expect(asked.length).toBe(2);
    finish(await number(4)());
    await pass(0);
    expect(shown).toMatchObject({ phase: "ready", data: { n: 4 } });
  });
  it("is given up as lost in the end", async () => {
    answer = never;
    await pass(60_000);
    await pass(120_000);
    expect(asked.slice(1).map(({ aborted }) => aborted)).toEqual([true, false]);
  });
  it("ends when another is asked, when it is asked anew, and when its page is left", async () => {
    answer = never;
    await show("/two");
    await act(() => shown.again());
    expect(asked.slice(1).map(({ aborted }) => aborted)).toEqual([true, false]);
    await act(() => render(null, box));
    expect(asked.at(-1)!.aborted).toBe(true);
  });
});

describe("why numbers could not be loaded", () => {
  it("stays while they are loaded again, and goes when they are there", async () => {
    answer = away;
    await pass(60_000);
    answer = never;
    await pass(60_000);
    expect(shown).toMatchObject({ phase: "loading", error: expect.any(TypeError), data: { n: 1 }, at: 1_000_000 });
    answer = number(5);
    await act(() => shown.again());
    await pass(0);
    expect(shown).toMatchObject({ phase: "ready", data: { n: 5 } });
    expect(shown.error).toBeUndefined();
  });
  it("is not said of another question", async () => {
    answer = away;
    await pass(60_000);
    answer = never;
    await show("/two");
    expect(shown).toMatchObject({ phase: "loading", error: undefined });
  });
});
