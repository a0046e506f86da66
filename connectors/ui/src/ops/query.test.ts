import { describe, expect, it } from "vitest";
import { figure } from "./figure";
import { compared, lastDays, narrowing, onPage, otherQuestion, question, readQuery, writeQuery } from "./query";

const now = new Date("2026-03-30T20:00:00Z"); // already the 31st at the shop
const month = { from: "2026-03-02", to: "2026-03-31" };

describe("the question in the address", () => {
  it("has a month and seven days when nothing is said", () => {
    expect(readQuery("", now)).toMatchObject({ ...month, page: "overview", window: 7, by: "topic" });
  });
  it("survives being written and read", () => {
    const asked = { ...readQuery("", now), ...lastDays(7, now), page: "pain", window: 14, by: "tier", topic: "orders,shipping", returning: "no", segment: "s1", vs_segment: "s2", own: { of: "csat" } } as const;
    expect(readQuery(`?${writeQuery(asked)}`, now)).toEqual({ ...readQuery("", now), ...asked });
  });
  it("refuses what it does not know", () => {
    expect(readQuery("?page=attic&window=8&by=mood&from=yesterday", now)).toMatchObject({ page: "overview", from: "2026-03-02", window: 7, by: "topic" });
  });
  it("takes the filter along to another page, not what was opened or set there", () => {
    const there = onPage(readQuery("?page=paths&topic=orders&support=0.1&rows=metric%3Dfcr&named=FCR&contact=c1", now), "map");
    expect(writeQuery(there)).toBe("page=map&from=2026-03-02&to=2026-03-31&window=7&topic=orders");
  });
});

describe("the question to the gateway", () => {
  it("has the filter and what the page adds, never what only the page knows", () => {
    const query = readQuery("?page=paths&language=ko&segment=s1&vs_segment=s2&support=0.1", now);
    expect(question(query, { support: "0.2", days: undefined })).toBe("from=2026-03-02&to=2026-03-31&window=7&segment=s1&language=ko&support=0.2");
    expect(narrowing(query)).toEqual({ language: "ko" });
  });
  it("compares with the period before, unless told otherwise", () => {
    const query = readQuery("?vs=before", now);
    expect([compared(query), otherQuestion(query)]).toEqual([{ vs: "before" }, undefined]);
  });
  it("asks for the other segment, or the other days, as for the first", () => {
    expect(otherQuestion(readQuery("?topic=orders&segment=s1&vs_segment=s2", now))).toBe("from=2026-03-02&to=2026-03-31&window=7&segment=s2&topic=orders");
    expect(otherQuestion(readQuery("?vs_from=2026-01-01&vs_to=2026-01-31", now))).toBe("from=2026-01-01&to=2026-01-31&window=7");
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
