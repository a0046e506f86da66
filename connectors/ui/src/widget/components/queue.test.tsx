// @vitest-environment happy-dom
import { render } from "preact";
import { expect, it } from "vitest";
import golden from "../../../../../tests/contracts/widget_frames.json";
import { time } from "../../shared/format";
import type { ServerFrame } from "../../shared/frames/widget";
import { LanguageProvider } from "../../shared/language";
import { wordsOf, type Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { initialState, reduce } from "../state";
import { QueueStrip } from "./queue";

const frames = golden.server as unknown as Record<string, ServerFrame>;

function shown(frame: string, locale: Locale): string {
  const state = reduce(initialState(locale, true), { type: "frame", frame: frames[frame]! });
  const box = document.createElement("div");
  render(
    <LanguageProvider value={{ locale, words: wordsOf(locale === "ko" ? ko : en) } as never}>
      <QueueStrip state={state} />
    </LanguageProvider>,
    box,
  );
  return box.textContent ?? "";
}

it("tells the place and the wait while somebody is there", () => {
  expect(shown("state_queue", "ko")).toBe("상담원을 기다리고 있어요앞에 2명 · 예상 대기 2~7분");
  expect(shown("state_queue_without_range", "en")).toBe("Waiting for an agentYou are next");
});

it("tells when somebody is back, and the place, while nobody is there", () => {
  const back = (locale: Locale) => time("2026-03-03T00:00:00+00:00", "moment", locale);
  expect(shown("state_queue_out_of_hours", "ko")).toBe(`지금은 상담 시간이 아니에요${back("ko")}부터 상담 · 대기 순서는 첫 번째예요`);
  expect(shown("state_queue_out_of_hours", "en")).toBe(`Our agents are away right nowBack on ${back("en")} · You are first in line`);
});

it("is not there while nobody waits", () => expect(shown("state_agent", "ko")).toBe(""));
