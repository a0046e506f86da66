// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import type { Chat } from "../chat";
import { frames, hearNext } from "../frames.fixture";
import { initialState, reduce, type WidgetAction, type WidgetState } from "../state";
import { ko } from "./catalogue/ko";
import { Rating } from "./rating";

const CONTACT = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c002";
const after = (...actions: WidgetAction[]) =>
  actions.reduce(reduce, { ...initialState("ko", true), phase: "ready" } as WidgetState);
const hear = (name: string): WidgetAction => ({ type: "frame", frame: frames[name]! });
const asked = after(hear("state_asked_for_rating"));

const chat = { rate: vi.fn(), ratingShown: vi.fn(), dismissRating: vi.fn(), discard: vi.fn() };
let box: HTMLElement;
const show = (state: WidgetState) =>
  act(() => {
    render(
      <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
        <Rating state={state} chat={chat as unknown as Chat} />
      </LanguageProvider>,
      box,
    );
  });
const choose = (label: string) => {
  const input = [...box.querySelectorAll("label")].find((one) => one.textContent?.includes(label))!.querySelector("input")!;
  return act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
};
const send = () => act(() => void box.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));

beforeEach(() => {
  vi.useFakeTimers();
  box = document.createElement("div");
  document.body.replaceChildren(box);
});
afterEach(() => {
  render(null, box);
  vi.clearAllMocks();
  vi.useRealTimers();
});

describe("the question for a rating", () => {
  it("tells once that it was seen, and takes no focus", async () => {
    const before = document.activeElement;
    await show(asked);
    await show({ ...asked, locale: "ko" });
    expect(chat.ratingShown.mock.calls).toEqual([[CONTACT]]);
    expect(document.activeElement).toBe(before);
  });
  it.each([
    ["while something is being written", { drafting: true }],
    ["while the panel is closed", { open: false }],
    ["without a connection", { phase: "waiting" }],
  ] as [string, Partial<WidgetState>][])("is not seen %s", async (_, more) => {
    await show({ ...asked, ...more });
    expect(chat.ratingShown).not.toHaveBeenCalled();
  });
  it("makes room for whoever writes on, and keeps what was chosen", async () => {
    await show(asked);
    await choose("만족");
    await show({ ...asked, drafting: true });
    expect(box.querySelector("form")!.hidden).toBe(true);
    await show(asked);
    expect(box.querySelector("form")!.hidden).toBe(false);
    expect(box.querySelector("button.strong")).not.toBeNull();
  });
  it("is gone when a new contact begins, when it was waved away, and when it was answered before", async () => {
    for (const state of [hearNext(asked, "state_bot"), { ...asked, ratingDismissed: CONTACT }, after(hear("state_rated"))]) {
      await show(state);
      expect(box.textContent).toBe("");
    }
  });
});

describe("an answer", () => {
  it("carries the score, whether it was solved, how easy it was and the comment; thanks go by themselves", async () => {
    await show(asked);
    await choose("매우 만족");
    await choose(ko["rating.solved_no"]);
    await choose(ko["rating.effort_7"]);
    const comment = box.querySelector("textarea")!;
    comment.value = " 조금 늦었어요 ";
    await act(() => void comment.dispatchEvent(new Event("input", { bubbles: true })));
    await send();
    expect(chat.rate.mock.calls).toEqual([[CONTACT, { score: 5, solved: false, effort: 7, comment: "조금 늦었어요" }]]);
    await show(after(hear("state_asked_for_rating"), hear("state_rated")));
    expect(box.textContent).toBe(ko["rating.thanks"]);
    await act(() => void vi.advanceTimersByTime(6000));
    expect(chat.dismissRating.mock.calls).toEqual([[CONTACT]]);
  });
  it("to how easy it was is one of seven, each in words, under its question", async () => {
    await show(asked);
    await choose("만족");
    const group = [...box.querySelectorAll("fieldset")].find((one) => one.querySelector("legend")?.textContent === ko["rating.effort"])!;
    const names = [...group.querySelectorAll("label")].map((one) => one.textContent);
    expect(names).toEqual([1, 2, 3, 4, 5, 6, 7].map((value) => `${value} ${ko[`rating.effort_${value as 1}`]}`));
    await choose(`2 ${ko["rating.effort_2"]}`);
    expect([...group.querySelectorAll("input")].map((one) => one.checked)).toEqual([false, true, false, false, false, false, false]);
  });
  it("that was refused is there again with its reason", async () => {
    await show(asked);
    await choose("보통");
    await send();
    const frame = { type: "rate", client_id: "c", contact_id: CONTACT, score: 3 } as const;
    await show({ ...asked, pending: [{ frame, createdAt: 0, refusal: { code: "rate_limited", retryAfter: 3 } }] });
    expect(box.textContent).toContain("3초 뒤");
    await send();
    expect(chat.discard.mock.calls).toEqual([["c"]]);
    expect(chat.rate.mock.lastCall).toEqual([CONTACT, { score: 3, comment: "" }]);
  });
});
