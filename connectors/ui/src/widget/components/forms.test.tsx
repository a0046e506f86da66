// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LanguageProvider } from "../../shared/language";
import { wordsOf, type Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import type { Chat } from "../chat";
import { hearNext as hear } from "../frames.fixture";
import { initialState, reduce, type Pending, type WidgetState } from "../state";
import { EmailForm } from "./forms";

const FORM = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c041";
const waiting = ["state_queue", "message_leave_email_form"].reduce(hear, initialState("ko", true));

const chat = { submit: vi.fn(), discard: vi.fn() };
let box: HTMLElement;
const show = (state: WidgetState, locale: Locale = "ko") =>
  act(() => {
    const words = wordsOf(locale === "ko" ? ko : en);
    render(
      <LanguageProvider value={{ locale, words } as never}>
        <EmailForm messageId={FORM} state={state} chat={chat as unknown as Chat} />
      </LanguageProvider>,
      box,
    );
  });
const type = (text: string) => {
  const input = box.querySelector("input")!;
  input.value = text;
  return act(() => void input.dispatchEvent(new Event("input", { bubbles: true })));
};
const send = () => act(() => void box.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));

beforeEach(() => {
  box = document.createElement("div");
  document.body.replaceChildren(box);
});
afterEach(() => {
  render(null, box);
  vi.clearAllMocks();
});

it.each([
  ["ko", "", ko["form.required"]],
  ["ko", "minji@home", ko["refused.bad_email"]],
  ["en", "minji at home.example", en["refused.bad_email"]],
] as [Locale, string, string][])("says in words what is wrong, %s: %j", async (locale, typed, fault) => {
  await show(waiting, locale);
  await type(typed);
  await send();
  expect(box.querySelector(".fault")?.textContent).toBe(fault);
  expect(document.activeElement).toBe(box.querySelector("input"));
  expect(chat.submit).not.toHaveBeenCalled();
});

it("keeps what was typed where the gateway refuses it, and says why at the field", async () => {
  await show(waiting);
  await type("ｍｉｎｊｉ@home.example ");
  await send();
  expect(chat.submit.mock.calls).toEqual([[FORM, { email: "ｍｉｎｊｉ@home.example" }]]);
  const frame: Pending["frame"] = { type: "submit", client_id: "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c027", message_id: FORM, values: {} };
  const sent = reduce(waiting, { type: "say", pending: { frame, createdAt: 0 } });
  await show(sent);
  expect(box.querySelector("form")).toBeNull();
  await show(hear(sent, "refused_bad_email"));
  expect(box.querySelector("input")?.value).toContain("home.example");
  expect(box.querySelector(".fault")?.textContent).toBe(ko["refused.bad_email"]);
  expect(box.querySelectorAll(".fault").length).toBe(1);
});

it("once sent it can be corrected for as long as somebody waits", async () => {
  const sent = hear(waiting, "message_submit_email");
  await show(sent);
  expect(box.querySelector("button")?.textContent).toBe(ko["form.again"]);
  await show(hear(sent, "state_agent"));
  expect([box.querySelector("h2")?.textContent, box.querySelector("button")]).toEqual([ko["form.email_title"], null]);
});

it("is there only for somebody who waits", async () => {
  for (const state of ["state_bot", "state_agent", "state_asked_for_rating"]) {
    await show(hear(waiting, state));
    expect(box.textContent).toBe("");
  }
});
