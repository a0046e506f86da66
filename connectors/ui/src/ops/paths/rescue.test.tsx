// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { Funnel } from "../../shared/frames/ops_journey";
import { LanguageProvider } from "../../shared/language";
import { wordsOf, type Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { Rescue } from "./rescue";

const rescue = { offered: 40, taken: 9 };
const box = document.createElement("div");
const show = (found: NonNullable<Funnel["rescue"]>, locale: Locale) =>
  act(() =>
    render(
      <LanguageProvider value={{ locale, words: wordsOf(locale === "ko" ? ko : en) } as never}>
        <Rescue rescue={found} />
      </LanguageProvider>,
      box,
    ),
  );
const said = () => box.querySelector(".remark")!.textContent;
const sides = () => [...box.querySelectorAll(".side span:first-child")].map((one) => one.textContent);

afterEach(() => render(null, box));

describe("who was helped where they were stuck", () => {
  it("is whom the lot chose, seen or not", async () => {
    await show(rescue, "ko");
    expect([said(), sides()[0]]).toEqual(["안내를 보이기로 한 고객은 40명이고 그 가운데 9명이 열어 봤어요.", "안내를 보이기로 한 고객"]);
    await show(rescue, "en");
    expect([said(), sides()[0]]).toEqual(["40 were chosen to be shown the guide, 9 opened it.", "Chosen to be shown"]);
  });
  it("says how many saw it, where that is known", async () => {
    await show({ ...rescue, shown: 0 }, "ko");
    expect(said()).toBe("안내를 보이기로 한 고객은 40명이에요. 0명이 화면에서 봤고 9명이 열어 봤어요.");
    await show({ ...rescue, shown: 31 }, "en");
    expect(said()).toBe("40 were chosen to be shown the guide, 31 saw it, 9 opened it.");
  });
});
