import { expect, it } from "vitest";
import { luminance, textOn } from "./theme";

it.each(["#0b6b5b", "#ffee00", "#ffffff", "#000000", "#7a7a7a", "#e91e63"])("text on %s has a contrast of 4.5 or more", (color) => {
  const [light, dark] = [luminance(color), luminance(textOn(color))].sort((one, other) => other - one) as [number, number];
  expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
});
