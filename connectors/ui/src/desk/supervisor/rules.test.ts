import { describe, expect, it } from "vitest";
import { changes, cut, differences, same, valueText } from "./difference";
import { minutesText, secondsOf, wholeOf } from "./minutes";
import { inserted, pieces, unknownPlaceholders } from "./placeholder";
import { settle } from "./steady";

describe("seconds and minutes", () => {
  it.each([
    [180, "3"],
    [90, "1.5"],
    [0, "0"],
    [86_400, "1440"],
    [undefined, ""],
  ])("%s s is shown as %s", (seconds, text) => expect(minutesText(seconds)).toBe(text));
  it.each([
    ["3", 180],
    [" 1.5 ", 90],
    ["1,5", 90],
    ["0", 0],
    ["", undefined],
    ["three", undefined],
    ["-1", undefined],
    ["1.234", undefined],
  ])("%j is read as %s s", (text, seconds) => expect(secondsOf(text)).toBe(seconds));
  it.each([1, 59, 60, 61, 125, 599])("%d s come back as they were", (seconds) => expect(secondsOf(minutesText(seconds))).toBe(seconds));
  it("reads whole numbers only", () => expect(["4", " 12", "4.5", ""].map(wholeOf)).toEqual([4, 12, undefined, undefined]));
});

describe("what a change did", () => {
  it("names the values that differ and no others", () => {
    expect(differences({ skills: ["orders"], capacity: 4 }, { skills: ["orders", "billing"], capacity: 4 })).toEqual([
      { path: ["skills"], before: "orders", after: "orders, billing" },
    ]);
  });
  it("goes into objects", () => {
    expect(differences({ sla: { urgent: { first: 60 } } }, { sla: { urgent: { first: 120, next: 90 } } })).toEqual([
      { path: ["sla", "urgent", "first"], before: "60", after: "120" },
      { path: ["sla", "urgent", "next"], after: "90" },
    ]);
  });
  it("shows what was made and what was taken away", () => {
    expect(differences(undefined, { name: "환불", colour: "red" })).toEqual([
      { path: ["name"], after: "환불" },
      { path: ["colour"], after: "red" },
    ]);
    expect(differences({ name: "환불" }, null)).toEqual([{ path: ["name"], before: "환불" }]);
  });
  it("shows hours as hours", () => {
    expect(valueText([["09:00:00", "12:00"], ["13:00", "18:00"]])).toBe("09:00–12:00, 13:00–18:00");
  });
  it("shows a value that became an object", () => {
    expect(differences({ rule: "all" }, { rule: { of: 2 } })).toEqual([{ path: ["rule"], before: "all", after: "of 2" }]);
  });
  it("says nothing where nothing changed", () => {
    expect(differences({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([]);
    expect(same({ a: undefined }, { b: undefined })).toBe(false);
  });
  it.each([
    ["안녕하세요, 민서입니다.", "안녕하세요, 상담원 민서입니다.", { head: "안녕하세요, ", was: "", is: "상담원 ", tail: "민서입니다." }],
    ["2–3 minutes", "5 minutes", { head: "", was: "2–3", is: "5", tail: " minutes" }],
    ["aa", "aaa", { head: "aa", was: "", is: "a", tail: "" }],
    ["👍🏽 ok", "👍 ok", { head: "👍", was: "🏽", is: "", tail: " ok" }],
  ])("cuts %j and %j where they differ", (before, after, parts) => expect(cut(before, after)).toEqual(parts));
  it("sends only what was changed here", () => {
    expect(changes({ name: "a", skills: ["orders"], capacity: 4 }, { name: "a", skills: [], capacity: 4 })).toEqual({ skills: [] });
  });
});

describe("placeholders", () => {
  it("names those that nobody fills in, once", () => {
    expect(unknownPlaceholders("{customer_name}님, {name} {name} {}")).toEqual(["name", ""]);
  });
  it("cuts the text at them", () => {
    expect(pieces("안녕하세요 {customer_name}님 {oops}")).toEqual([
      { text: "안녕하세요 " },
      { text: "{customer_name}", placeholder: "customer_name" },
      { text: "님 " },
      { text: "{oops}", unknown: true },
    ]);
  });
  it("goes in where the caret is, over what is selected", () => {
    expect(inserted("Hello you!", "customer_name", 6, 9)).toEqual({ text: "Hello {customer_name}!", caret: 21 });
  });
});

describe("rows that stay under the hand", () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id }));
  const shown = settle([], rows("a", "b", "c"), false);
  it("follow the list when nobody reaches for them", () => {
    expect(settle(shown, rows("x", "a"), false).map(({ item }) => item.id)).toEqual(["x", "a"]);
  });
  it("keep their places while somebody does: what left is dimmed, what came stands last", () => {
    const held = settle(shown, rows("x", "c", "a"), true);
    expect(held.map(({ item, gone }) => `${item.id}${gone ? " gone" : ""}`)).toEqual(["a", "b gone", "c", "x"]);
  });
  it("show their newest content where they stand", () => {
    const [row] = settle([{ item: { id: "a", n: 1 }, gone: false }], [{ id: "a", n: 2 }], true);
    expect(row?.item.n).toBe(2);
  });
});
