// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import type { Risk as Known } from "../../shared/frames/desk_api";
import { LanguageProvider } from "../../shared/language";
import type { Locale } from "../../shared/words";
import { Risk } from "./risk";
import { en } from "./catalogue/en";
import { ko } from "./catalogue/ko";

const box = document.createElement("div");
const known = golden.customer.response.risk as Known;
const shown = async (risk: Known, locale: Locale = "ko") => {
  await act(() =>
    render(
      <LanguageProvider value={{ locale } as never}>
        <Risk risk={risk} />
      </LanguageProvider>,
      box,
    ),
  );
  return box.textContent!;
};

afterEach(() => render(null, box));

describe("what may become of a customer", () => {
  it.each([
    ["ko", ko, "100명 중 61명쯤 30일 안에 발길을 끊어요. 보통은 15명이에요."],
    ["en", en, "Of 100 customers like this, about 61 stay away within 30 days; usually it is 15."],
  ] as const)("is told in words with what is usual, why, what may help, and that it is for the agent only (%s)", async (locale, words, means) => {
    const text = await shown(known, locale);
    expect(text).toContain(means);
    for (const key of ["about.risk_high", "risk.reason_late_order", "risk.reason_unsolved", "risk.step_refund", "risk.why_late_open", "about.risk_private"] as const)
      expect(text).toContain(words[key]);
    expect(text).not.toMatch(/0[.,]\d|%|_/);
  });
  it("says nothing of a step that nobody proposes, nor of reasons that nobody knows", async () => {
    const { next_step: _step, why: _why, ...rest } = known;
    const text = await shown({ ...rest, about: "again", band: "raised", reasons: [] });
    for (const key of ["about.risk_step", "about.risk_reasons"] as const) expect(text).not.toContain(ko[key]);
    expect(text).toContain(ko["about.risk_again"]);
    expect(text).toContain(ko["about.risk_raised"]);
  });
  it.each([
    [0.028, 0.014, "100명 중 3명쯤 30일 안에 발길을 끊어요. 보통은 1명이에요."],
    [0.009, 0.002, "1,000명 중 9명쯤 30일 안에 발길을 끊어요. 보통은 2명이에요."],
    [0.004, 0.0004, "10,000명 중 40명쯤 30일 안에 발길을 끊어요. 보통은 4명이에요."],
  ])("tells small chances of so many customers that they differ (%d beside %d)", async (share, usual, means) => {
    expect(await shown({ ...known, share, usual })).toContain(means);
  });
});
