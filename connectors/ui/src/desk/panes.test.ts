import { describe, expect, it } from "vitest";
import { close, fit, noPanes, roomFor, show } from "./panes";

const two = { shown: ["a", "b"], selected: "a" };

describe("a chat that is chosen", () => {
  it("fills a free column first", () => expect(show(two, "c", 3)).toEqual({ shown: ["a", "b", "c"], selected: "c" }));
  it("takes the place of the one that is worked in", () => expect(show(two, "c", 2)).toEqual({ shown: ["c", "b"], selected: "c" }));
  it("is only turned to when it is there already", () => expect(show(two, "b", 1)).toEqual({ shown: ["a", "b"], selected: "b" }));
  it("is the first on an empty screen", () => expect(show(noPanes, "a", 1)).toEqual({ shown: ["a"], selected: "a" }));
});

describe("a column that closes", () => {
  it("hands over to its neighbour", () => expect(close({ shown: ["a", "b", "c"], selected: "b" }, "b")).toEqual({ shown: ["a", "c"], selected: "c" }));
  it("leaves the one that is worked in alone", () => expect(close(two, "b")).toEqual({ shown: ["a"], selected: "a" }));
  it("may be the last", () => expect(close({ shown: ["a"], selected: "a" }, "a")).toEqual({ shown: [], selected: undefined }));
});

it.each(["a", "b", "c"])("fewer columns keep %s, which is worked in", (selected) => {
  const fitted = fit({ shown: ["a", "b", "c"], selected }, 2);
  expect([fitted.shown.length, fitted.shown.includes(selected), fitted.selected]).toEqual([2, true, selected]);
});

it.each([
  [390, true, 1],
  [1180, true, 1],
  [1180, false, 2],
  [1440, true, 2],
  [1920, true, 3],
  [3000, true, 3],
])("%i px, side shown %s: room for %i", (width, side, columns) => expect(roomFor(width, side)).toBe(columns));
