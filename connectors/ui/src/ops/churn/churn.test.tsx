// @vitest-environment happy-dom
import { render, type ComponentChild } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";
import golden from "../../../../../tests/contracts/ops_api.json";
import type { Churn } from "../../shared/frames/ops_journey";
import { LanguageProvider } from "../../shared/language";
import { wordsOf, type Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { readQuery } from "../query";
import { Bands } from "./bands";
import { AtRisk } from "./customers";
import { Notes } from "./notes";

const told = golden.churn.response as Churn;
const query = readQuery("?page=churn", new Date("2026-03-31"));
const few = { n: 310, events: 12, too_few: true, auc: null, calibration_error: null, usual: null };
const box = document.createElement("div");
const show = async (what: ComponentChild, locale: Locale = "ko") => {
  await act(() => render(<LanguageProvider value={{ locale, words: wordsOf(locale === "ko" ? ko : en) } as never}>{what}</LanguageProvider>, box));
  return box.textContent!;
};
const heads = () => [...box.querySelectorAll("thead th")].map((one) => one.textContent);
const changed = (change: object, model: object = {}, again: object = {}) =>
  ({ ...told, model: { ...told.model, ...model }, again: { ...told.again, model: { ...told.again!.model, ...again } }, ...change }) as Churn;

afterEach(() => render(null, box));

describe("customers by what may become of them", () => {
  it("are listed by leaving, with when it was worked out above them", async () => {
    const text = await show(<AtRisk data={told} query={query} ask={vi.fn()} />);
    expect(heads().slice(1, 3)).toEqual([ko["churn.leave"], ko["churn.again"]]);
    expect(box.querySelector("header")!.textContent).toContain("계산했어요");
    expect(text).toContain("보통 고객은 15%");
    expect(text).not.toContain(ko["churn.why_leave"]);
  });
  it("can be ordered by asking again, and reasons of the other are called so", async () => {
    const ask = vi.fn();
    await show(<AtRisk data={told} query={query} ask={ask} />);
    const [, again] = box.querySelectorAll<HTMLButtonElement>(".choice-row button");
    again!.click();
    expect(ask).toHaveBeenCalledWith({ own: { order: "again" } });
    const text = await show(<AtRisk data={changed({ by: "again" })} query={query} ask={ask} />);
    expect(heads().slice(1, 3)).toEqual([ko["churn.again"], ko["churn.leave"]]);
    expect(box.querySelector("td b")!.textContent).toBe("35%");
    expect(text).toContain("보통 고객은 20%");
    expect(text).toContain(ko["churn.why_leave"]);
  });
  it("have one order where only one is known", async () => {
    await show(<AtRisk data={changed({ by: "again" }, few)} query={query} ask={vi.fn()} />);
    expect(box.querySelector(".choice-row")).toBeNull();
  });
});

describe("what is noted above", () => {
  it("is nothing where everything is known and new", async () => expect(await show(<Notes data={told} />)).toBe(""));
  it("says that it is out of date, and since when", async () => {
    const text = await show(<Notes data={changed({ stale: true, customers: [] })} />, "en");
    expect(text).toContain(en["churn.stale"]);
    expect(text).toMatch(/31 Mar/);
  });
  it("counts looks, not customers, and only of what is not known", async () => {
    const text = await show(<Notes data={changed({}, few)} />);
    expect(text).toContain("고객을 310번 살펴보았고, 그 뒤 30일 안에 떠난 경우는 12번이에요.");
    expect(text).not.toContain(ko["churn.too_few_again"]);
    expect(await show(<Notes data={changed({}, {}, few)} />, "en")).toContain("Customers were looked at 310 times; 12 times they asked again");
  });
  it("says once that nobody was looked at", async () => {
    const nobody = { ...few, n: 0, events: 0 };
    expect(await show(<Notes data={changed({}, nobody, nobody)} />)).toBe(ko["churn.too_few"] + ko["churn.too_short"]);
  });
});

describe("whether it came true", () => {
  it("is told of each model in its own words", async () => {
    const leave = await show(<Bands about="leave" bands={told.bands} model={told.model!} />);
    expect(leave).toContain("떠난 고객과 남은 고객을 한 명씩 비교하면 78%는 맞게 구분해요.");
    expect(leave).toContain("5.5%");
    const again = await show(<Bands about="again" bands={told.again!.bands} model={told.again!.model} />);
    expect(again).toContain("다시 문의한 고객과 그러지 않은 고객을 한 명씩 비교하면 71%는 맞게 구분해요.");
    expect(again).toContain("고객을 4,100번 살펴보았고, 그 뒤 30일 안에 다시 문의한 경우는 810번이에요.");
    expect(again).toContain("17.0%");
  });
});
