// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LanguageProvider } from "../../shared/language";
import { createStore } from "../../shared/store";
import { wordsOf } from "../../shared/words";
import type { Chat } from "../chat";
import { initialState, reduce, type WidgetState } from "../state";
import { ko } from "./catalogue/ko";
import { Sheet } from "./sheet";

const state: WidgetState = { ...initialState("ko", true), pass: "p", letters: true };
const chat = { store: createStore(reduce, state), freshPass: async () => "p" } as unknown as Chat;
let box: HTMLElement;

/** What is said once the gateway has refused what was asked for. */
async function refusedWith(code: string, retry_after: number, ask: () => Promise<void>): Promise<string> {
  vi.stubGlobal("fetch", async () => Response.json({ error: { code, retry_after } }, { status: 429 }));
  await ask();
  await vi.waitFor(() => expect(box.querySelector(".fault")).not.toBeNull());
  return box.querySelector("[role=status]")!.textContent!;
}

const downloads = () => act(() => box.querySelector<HTMLButtonElement>("button.wide")!.click());
const mails = async () => {
  const input = box.querySelector("input")!;
  input.value = "m@home.example";
  await act(() => void input.dispatchEvent(new Event("input", { bubbles: true })));
  await act(() => void box.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
};

beforeEach(async () => {
  box = document.createElement("div");
  document.body.replaceChildren(box);
  await act(() =>
    render(
      <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
        <Sheet state={state} chat={chat} onClose={() => undefined} />
      </LanguageProvider>,
      box,
    ),
  );
});
afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

it.each([30, 3_000])("one download too many says when the next may be had, in %i s, and nothing of letters", async (seconds) => {
  expect(await refusedWith("rate_limited", seconds, downloads)).toBe(wordsOf(ko)("transcript.download_limited", { seconds }));
});

it("one letter too many points to the file", async () => {
  expect(await refusedWith("rate_limited", 3_000, mails)).toBe(ko["transcript.limited"]);
});
