import { describe, expect, it } from "vitest";
import { contrast, paleWords, readableOn, textOn } from "./theme";

const colors = ["#0b6b5b", "#ffee00", "#ffffff", "#000000", "#7a7a7a", "#e91e63", "#4f46c8"];

describe.each(colors)("a shop whose colour is %s", (color) => {
  it("has readable text on it", () => expect(contrast(color, textOn(color))).toBeGreaterThanOrEqual(4.5));
  it.each(["#ffffff", "#181c1b"])("is readable itself on %s", (ground) => {
    expect(contrast(readableOn(ground, color), ground)).toBeGreaterThanOrEqual(4.5);
  });
});

it("a colour that is readable is left as it is", () => expect(readableOn("#ffffff", "#4f46c8")).toBe("#4f46c8"));

it("who chose a pale colour is told what stands in for it", () => {
  expect(paleWords("#ffee00")).toMatch(/^Firsthand: data-color #ffee00 has a contrast of 1\.2 on white, 4\.5 is needed: text and lines are #[0-9a-f]{6}\.$/);
  expect(contrast(paleWords("#ffee00")!.slice(-8, -1), "#ffffff")).toBeGreaterThanOrEqual(4.5);
});

it.each(["#0b6b5b", "#5146c7", "#000000"])("nobody is told of %s", (color) => expect(paleWords(color)).toBeUndefined());
