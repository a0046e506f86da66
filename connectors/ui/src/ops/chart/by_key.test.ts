import { describe, expect, it } from "vitest";
import { nextPlace } from "./by_key";

describe("a key on a chart", () => {
  it.each([
    ["ArrowRight", undefined, 5, 0],
    ["ArrowLeft", undefined, 5, 4],
    ["ArrowRight", 1, 5, 2],
    ["ArrowDown", 4, 5, 4],
    ["ArrowUp", 0, 5, 0],
    ["Home", 3, 5, 0],
    ["End", 0, 5, 4],
    ["a", 3, 5, undefined],
    ["End", undefined, 0, undefined],
  ])("%s from %s of %d leads to %s", (key, before, count, place) => expect(nextPlace(key, before, count)).toBe(place));
});
