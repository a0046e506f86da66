import { describe, expect, it } from "vitest";
import { privateIn } from "./numbers";

describe("a number that nobody should write", () => {
  it.each([
    ["a card in groups", "4111 1111 1111 1111", "card"],
    ["a card in a Korean sentence", "카드번호는 5555-5555-5555-4444예요", "card"],
    ["a card of full-width digits", "４１１１１１１１１１１１１１１１", "card"],
    ["a card of fifteen digits with its expiry date", "3782 822463 10005 12/29", "card"],
    ["a mistyped card", "9409 1234 5678 9011", undefined],
    ["a resident number", "제 번호는 900101-1234567 입니다", "resident"],
    ["a resident number without a dash", "9001011234567", "resident"],
    ["a foreigner's, born in this century", "010203-7123456", "resident"],
    ["a resident number of the 31st of a short month", "900431-1234567", undefined],
    ["a resident number of the 29th of February", "000229-3123456", "resident"],
    ["… of a year that has none", "010229-3123456", undefined],
    ["a phone number", "010-1234-5678로 연락 주세요", undefined],
    ["an order's number", "FH-4111111111111111", undefined],
    ["a tracking number", "운송장 688900123456", undefined],
    ["fourteen digits that fail Luhn", "12345678901234", undefined],
    ["one digit again and again", "0000000000000000", undefined],
    ["nothing", "", undefined],
  ])("%s", (_, text, found) => expect(privateIn(text)).toBe(found));
  it("is looked for in as many digits as a message holds", () => {
    expect(privateIn("1 0-1 ".repeat(333))).toBeUndefined();
    expect(privateIn(`${"1 0-1 ".repeat(320)} 끝, 4111-1111-1111-1111`)).toBe("card");
  });
});
