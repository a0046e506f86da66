import { expect, it } from "vitest";
import { initial, isInitials, place, plain } from "./initials";

it.each([
  ["환불 안내", "ㅎㅂ", 0],
  ["환불 안내", "ㅎㅂㅇㄴ", 0],
  ["배송 지연 사과", "ㅅㄱ", 4],
  ["배송 지연 사과", "ㅈㅇㅅ", 2],
  ["환불", "환ㅂ", 0],
  ["환불", "화", 0],
  ["환불", "호", -1],
  ["가방", "갑", 0],
  ["닭고기", "달", -1],
  ["읽기", "익", -1],
  ["값싼", "값", 0],
  ["갑상선", "값", 0],
  ["화면", "환", -1],
  ["환불 안내", "안ㄴ", 2],
  ["환불", "ㅂㅎ", -1],
  ["환불", "불가", -1],
  ["Refund", "FUN", 2],
  ["까치", "ㄱ", -1],
  ["까치", "ㄲ", 0],
])("%s, typed %s", (text, asked, at) => expect(place(plain(text), plain(asked))).toBe(at));

it("finds text that came decomposed", () => expect(place(plain("환불".normalize("NFD")), plain("ㅎㅂ"))).toBe(0));
it("knows the first consonant", () => expect([..."하늘a1"].map(initial)).toEqual(["ㅎ", "ㄴ", "a", "1"]));
it("tells first consonants from other text", () => expect(["ㅎㅂ", "ㅎ불", "", "a"].map(isInitials)).toEqual([true, false, false, false]));
