// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import { ko } from "../catalogue/ko";
import type { Chat } from "../chat";
import { draft } from "../draft";
import { initialState } from "../state";
import { Composer } from "./composer";

const chat = { typed: vi.fn(), send: vi.fn() };
let root: HTMLElement;
const show = (people = 0) =>
  act(() =>
    render(
      <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
        <Composer key={people} state={{ ...initialState("ko", true), people }} chat={chat as unknown as Chat} />
      </LanguageProvider>,
      root,
    ),
  );
const box = () => root.querySelector("textarea")!;
const write = (text: string) =>
  act(() => {
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  });
const press = (key: string, more: KeyboardEventInit = {}) =>
  act(() => void box().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })));

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  root = document.createElement("div");
  document.body.replaceChildren(root);
});
afterEach(() => {
  render(null, root);
  draft.save("");
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe("what is half-written", () => {
  it("is there again on the next page, which knows that somebody writes", async () => {
    await show();
    await write("반쯤");
    render(null, root);
    await show();
    expect([box().value, chat.typed.mock.calls]).toEqual(["반쯤", [["반쯤"], ["반쯤"]]]);
  });
  it("is gone once it is sent", async () => {
    await show();
    await write(" 다 썼어요 ");
    await press("Enter");
    expect([chat.send.mock.calls, box().value, draft.load(), chat.typed.mock.lastCall]).toEqual([[["다 썼어요"]], "", "", [""]]);
  });
  it("is not kept where it may be somebody's number, whatever stands between its digits", async () => {
    await show();
    for (const number of ["4111-1111-1111-1111", "４１１１ １１１１ １１１１ １１１１", "900101 - 1234567"]) {
      await write("번호는");
      await write(`번호는 ${number}`);
      expect(draft.load()).toBe("");
    }
  });
});

it("neither the Enter that ends a composition nor one with Shift sends", async () => {
  await show();
  await write("안녕");
  await press("Enter", { isComposing: true });
  await press("Enter", { keyCode: 229 } as KeyboardEventInit);
  await press("Enter", { shiftKey: true });
  expect(chat.send).not.toHaveBeenCalled();
});
