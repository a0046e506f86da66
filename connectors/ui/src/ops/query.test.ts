import { describe, expect, it } from "vitest";
import { figure } from "./figure";
import { lastDays, readQuery, rowsQuery, writeQuery } from "./query";
import { runs, ticks } from "./scale";

const now = new Date("2026-03-30T20:00:00Z"); // already the 31st at the shop

describe("the question in the address", () => {
  it("has a month and seven days when nothing is said", () => {
    expect(readQuery("", now)).toMatchObject({ from: "2026-03-02", to: "2026-03-31", window: 7, by: "topic" });
  });
  it("survives being written and read", () => {
    const query = { ...lastDays(7, now), window: 14, by: "reason", reason: "anger", metric: "fcr", part: "pending" };
    expect(readQuery(`?${writeQuery(query)}`, now)).toMatchObject(query);
  });
  it("refuses what it does not know", () => {
    expect(readQuery("?window=8&by=mood&from=yesterday", now)).toMatchObject({ from: "2026-03-02", window: 7, by: "topic" });
  });
  it("asks for the next page", () => expect(rowsQuery(readQuery("?metric=fcr", now), "a b")).toMatch(/metric=fcr&cursor=a%20b$/));
});

describe("the chart", () => {
  it.each([
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [7, [0, 2, 4, 6, 8]],
    [950, [0, 250, 500, 750, 1000]],
    [0, [0, 1]],
  ])("lines up to %d", (most, lines) => expect(ticks(most)).toEqual(lines));
  it("breaks the line where nothing is known", () => {
    expect(runs([1, 2, null, 3, null, null], (value) => value !== null)).toEqual([[1, 2], [3]]);
  });
});

describe("a figure", () => {
  it.each([
    [0.7213, "share", "72.1%"],
    [84, "seconds", "1분 24초"],
    [1284, "count", "1,284"],
    [null, "share", "–"],
  ] as const)("%s %s", (value, unit, text) => expect(figure(value, unit, "ko")).toBe(text));
});
