import { describe, expect, it } from "vitest";
import type { Macro } from "../../shared/frames/desk_api";
import { macrosFor } from "./macrolist";

const macro = (name: string, ko: string, en: string, queue?: string): Macro => ({ id: name, name, ko, en, queue });
const macros = [
  macro("첫인사", "안녕하세요, {agent_name}입니다.", "Hello, this is {agent_name}."),
  macro("배송 지연 사과", "배송이 늦어져 죄송합니다.", "We are sorry for the delay.", "orders"),
  macro("환불 안내", "환불은 영업일 3일 걸립니다.", "A refund takes three working days.", "billing"),
  macro("부분 환불", "일부만 돌려 드립니다.", "We return a part.", "billing"),
  macro("Return label", "반품 송장을 보내 드립니다.", "Here is your return label."),
];
const names = (asked: string, queue = "general") => macrosFor(macros, asked, queue).map(({ name }) => name);

describe("macros", () => {
  it("are found by first consonants, names that begin with them first", () => expect(names("ㅎㅂ")).toEqual(["환불 안내", "부분 환불"]));
  it("are found by their Korean and English texts", () => {
    expect(names("송장")).toEqual(["Return label"]);
    expect(names("refund")).toEqual(["환불 안내"]);
    expect(names("ㅂㅍ")).toEqual(["Return label"]);
  });
  it("need every word", () => expect(names("환불 three")).toEqual(["환불 안내"]));
  it("are not found by one consonant somewhere in a text", () => expect(names("ㅎ")).toEqual(["환불 안내", "부분 환불"]));
  it("stand as they were made, those of the chat's queue first and of others last", () => {
    expect(names("", "billing")).toEqual(["환불 안내", "부분 환불", "첫인사", "Return label", "배송 지연 사과"]);
  });
  it("may be none", () => expect(names("없는 말")).toEqual([]));
});
