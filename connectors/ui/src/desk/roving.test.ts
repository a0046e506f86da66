import { expect, it } from "vitest";
import { placeAfter } from "./roving";

it.each([
  ["ArrowDown", 0, 1],
  ["ArrowRight", 1, 2],
  ["ArrowDown", 2, 2],
  ["ArrowUp", 0, 0],
  ["ArrowLeft", 2, 1],
  ["Home", 2, 0],
  ["End", 0, 2],
  ["a", 1, undefined],
])("%s at %i of three leads to %s", (key, at, expected) => expect(placeAfter(key, at, 3)).toBe(expected));
