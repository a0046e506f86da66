// @vitest-environment happy-dom
import { render } from "preact";
import { expect, it } from "vitest";
import golden from "../../../../../tests/contracts/widget_frames.json";
import type { ServerFrameOf } from "../../shared/frames/widget";
import { LanguageProvider } from "../../shared/language";
import { wordsOf, type Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import type { Chat } from "../chat";
import { initialState } from "../state";
import { MessageRow } from "./message";

const frames = golden.server as unknown as Record<string, ServerFrameOf<"message">>;

function shown(frame: string, locale: Locale): string {
  const { message } = frames[frame]!;
  const box = document.createElement("div");
  render(
    <LanguageProvider value={{ locale, words: wordsOf(locale === "ko" ? ko : en) } as never}>
      <MessageRow entry={{ kind: "message", key: "k", message, first: true, last: false }} state={initialState(locale, true)} chat={{} as Chat} />
    </LanguageProvider>,
    box,
  );
  return box.textContent ?? "";
}

it.each([
  ["message_nobody_yet", ko["notice.nobody_yet"], en["notice.nobody_yet"]],
  ["message_nobody_yet_who_left_an_address", "m***@example.com 주소로", "write to m***@example.com"],
  ["message_transferred", ko["notice.transferred"], en["notice.transferred"]],
  ["message_nobody_yet_without_letters", ko["notice.nobody_yet_bot"], en["notice.nobody_yet_bot"]],
  ["message_email_saved", "m***@example.com 주소로", "write to m***@example.com"],
])("says %s in both languages", (frame, korean, english) => {
  expect(shown(frame, "ko")).toContain(korean);
  expect(shown(frame, "en")).toContain(english);
});

it("shows which of the gateway's own buttons was pressed", () => {
  expect(shown("message_press_leave_email", "ko")).toBe(`${ko["sender.customer"]}${ko["button.leave_email"]}`);
});

it("shows nothing of an address that was sent: the notice after it does", () => {
  expect(shown("message_submit_email", "ko")).toBe("");
  expect(shown("message_submit", "ko")).toBe(ko["message.submitted"]);
});
