import { describe, expect, it } from "vitest";
import { amount, duration } from "./format";
import { fill, pageLocale } from "./words";

describe("amounts are in the smallest unit", () => {
  it.each([
    [12900, "KRW", "ko", "12,900원"],
    [12900, "KRW", "en", "₩12,900"],
    [12900, "USD", "en", "$129.00"],
    [5, "BRL", "en", "R$0.05"],
  ] as const)("%d %s", (minor, currency, locale, text) => expect(amount(minor, currency, locale)).toBe(text));
});

describe("a length of time", () => {
  it.each([
    [0, "ko", "0초"],
    [84, "ko", "1분 24초"],
    [600, "ko", "10분"],
    [1234, "ko", "20분"],
    [7500, "ko", "2시간 5분"],
    [90_000, "ko", "1일 1시간"],
    [59.6, "en", "1 min"],
    [3600, "en", "1 h"],
  ] as const)("%d s", (seconds, locale, text) => expect(duration(seconds, locale)).toBe(text));
});

describe("words", () => {
  it("are filled, and what is unknown is left to be seen", () => expect(fill("{name} {other}", { name: "$&" })).toBe("$& {other}"));
  it.each([
    ["en", "ko-KR", "en"],
    [null, "en-US", "en"],
    [null, "fr", "ko"],
    ["xx", "ko", "ko"],
  ])("locale %s, browser %s", (chosen, browser, locale) => expect(pageLocale(chosen, browser)).toBe(locale));
});
