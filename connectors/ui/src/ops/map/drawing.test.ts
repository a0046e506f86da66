import { describe, expect, it } from "vitest";
import type { Paint } from "../chart/chart";
import type { Spot } from "./curve";
import { curveOption, pieces } from "./drawing";

const spot = (x: number, value = 0, n = 100): Spot => ({ x, value, low: value - 0.1, high: value + 0.1, n, stage: "purchase", touchpoint: `t${x}` });
const paint = { accent: "green", info: "blue", surface: "white", bad: "red", good: "lime", soft: "grey", tones: ["", "", "amber", "", "", ""] } as unknown as Paint;

interface Series {
  type: string;
  name?: string;
  data: { spot: number; itemStyle: { color: string; borderColor: string } }[];
}

describe("the drawn curve", () => {
  it("ends where a whole stage is unknown, and goes on after it", () =>
    expect(pieces([spot(0.5), spot(1.2), spot(3.5), spot(3.8), spot(4.5)]).map((piece) => piece.map(({ x }) => x))).toEqual([
      [0.5, 1.2],
      [3.5, 3.8, 4.5],
    ]));
  it("gives each point of both curves its own number, the present one first", () => {
    const asked = { now: [spot(0.5, -0.5), spot(2.5, 0.5, 9)], then: [spot(0.5)], paint, stages: [], narrow: false, words: { good: "", bad: "" } };
    const points = (curveOption(asked)["series"] as Series[]).filter(({ type }) => type === "scatter");
    expect(points.map(({ name, data }) => [name, data.map((one) => one.spot)])).toEqual([
      ["then", [2]],
      ["now", [0, 1]],
    ]);
    expect(points[1]!.data.map(({ itemStyle }) => [itemStyle.color, itemStyle.borderColor])).toEqual([
      ["red", "white"],
      ["white", "lime"],
    ]);
  });
});
