// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Segments } from "../../shared/frames/ops_journey";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import { ko } from "../catalogue/ko";
import type { Answer } from "../loaded";
import { readQuery } from "../query";
import { Narrowing } from "./narrowing";
import { SegmentsProvider } from "./segments";

const box = document.createElement("div");
const segments: Answer<Segments> = { phase: "ready", data: { segments: [] }, at: 0, again: vi.fn() };
let asked: string[];
let answer: () => Promise<Response>;
const found = async () => new Response(JSON.stringify({ options: { topic: ["cancel_order"] } }));
const show = (address: string) =>
  act(() =>
    render(
      <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
        <SegmentsProvider value={segments}>
          <Narrowing panel={{ current: null }} query={readQuery(address, new Date("2026-03-02T00:00:00Z"))} ask={vi.fn()} />
        </SegmentsProvider>
      </LanguageProvider>,
      box,
    ),
  );
const toggle = (newState: "open" | "closed") => act(() => void box.querySelector("[popover]")!.dispatchEvent(Object.assign(new Event("toggle"), { newState })));
const groups = () => box.querySelector(".narrowing-groups");
const opens = async () => {
  await toggle("open");
  await vi.waitFor(() => expect(groups()).not.toBeNull());
};

beforeEach(() => {
  asked = [];
  answer = found;
  vi.stubGlobal("fetch", (path: string) => (asked.push(path), answer()));
});
afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

describe("what a page can be narrowed to", () => {
  it("is read once for a period, when it is first chosen from", async () => {
    await show("?from=2026-01-01&to=2026-01-31");
    expect(asked).toEqual([]);
    await opens();
    await toggle("closed");
    await opens();
    expect(asked.length).toBe(1);
    await toggle("closed");
    await show("?from=2026-02-01&to=2026-02-28");
    expect(asked.length).toBe(1);
    await opens();
    expect(asked.map((path) => new URLSearchParams(path.split("?")[1]).get("from"))).toEqual(["2026-01-01", "2026-02-01"]);
  });
  it("is asked again where it could not be read", async () => {
    answer = () => Promise.reject(new TypeError("no network"));
    await show("?from=2026-01-01&to=2026-01-31");
    await toggle("open");
    await vi.waitFor(() => expect(box.textContent).toContain(ko["ops.failed_text"]));
    await toggle("closed");
    answer = found;
    await opens();
    expect(asked.length).toBe(2);
  });
});
