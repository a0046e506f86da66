import type { EChartsCoreOption } from "echarts/core";
import type { Paint } from "../chart/chart";
import { moodOf, type Mood } from "../marks/mood";
import { FEW, reach, STAGES, type Spot } from "./curve";
import { smooth } from "./smooth";

interface Asked {
  now: Spot[];
  then?: Spot[];
  paint: Paint;
  /** The stages in words. */
  stages: string[];
  /** On a phone the stages are named under the curve: their columns are not. */
  narrow: boolean;
  words: { good: string; bad: string };
}

type Pair = readonly [number, number];

/** The emotion curve as the chart library draws it: bands, lines, points, the one compared with behind. */
export function curveOption({ now, then = [], paint, stages, narrow, words }: Asked): EChartsCoreOption {
  const most = reach([...now, ...then]);
  const soft = { color: paint.soft, fontFamily: paint.font, fontSize: 11 };
  return {
    grid: { left: 0, right: 0, top: 14, bottom: narrow ? 34 : 14 },
    xAxis: {
      type: "value",
      min: 0,
      max: STAGES.length,
      interval: 1,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { show: false },
      splitLine: { lineStyle: { color: paint.line } },
    },
    yAxis: { type: "value", min: -most, max: most, show: false },
    series: [
      ...(narrow ? [stageNames(stages, most, soft)] : []),
      ground(most, words, paint, soft),
      ...line(then, paint.info, "then", paint, now.length),
      ...line(now, paint.accent, "now", paint, 0),
    ],
  };
}

/** Neutral in the middle, and which end is the good one. */
function ground(most: number, words: Asked["words"], paint: Paint, text: object): object {
  const label = (formatter: string, position: string) => ({ show: true, formatter, position, ...text });
  const rule = { color: paint.lineStrong, type: "dashed", width: 1, opacity: 0.6 };
  const none = { color: "transparent" };
  return {
    type: "line",
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: "none",
      data: [
        { yAxis: 0, lineStyle: rule, label: { show: false } },
        { yAxis: most, lineStyle: none, label: label(`▲ ${words.good}`, "insideStartBottom") },
        { yAxis: -most, lineStyle: none, label: label(`▼ ${words.bad}`, "insideStartTop") },
      ],
    },
  };
}

const stageNames = (stages: string[], most: number, text: object): object => ({
  type: "scatter",
  silent: true,
  symbolSize: 0.01,
  data: stages.map((name, at) => ({ value: [at + 0.5, -most], label: { formatter: name } })),
  label: { show: true, position: "bottom", distance: 8, width: 66, overflow: "break", ...text, fontSize: 10 },
});

/** Pieces of a curve: it ends where a whole stage is unknown, and goes on after it. */
export function pieces(spots: readonly Spot[]): Spot[][] {
  const found: Spot[][] = [];
  for (const spot of spots) {
    const last = found.at(-1)?.at(-1);
    if (last && Math.floor(spot.x) - Math.floor(last.x) <= 1) found.at(-1)!.push(spot);
    else found.push([spot]);
  }
  return found;
}

const along = (spots: readonly Spot[], of: (spot: Spot) => number): Pair[] => smooth(spots.map((spot) => [spot.x, of(spot)] as const));

/** `first` is the number of its first spot among all that are drawn: the points bear theirs. */
function line(spots: readonly Spot[], colour: string, name: string, paint: Paint, first: number): object[] {
  if (spots.length === 0) return [];
  const runs = pieces(spots);
  const stroke = { color: colour, width: name === "now" ? 2.5 : 2, type: name === "now" ? "solid" : "dashed" };
  const bridges = runs.slice(1).map((run, at) => [runs[at]!.at(-1)!, run[0]!].map(({ x, value }) => [x, value]));
  return [
    ...runs.map((run) => band(run, colour, name === "now" ? 0.16 : 0.08)),
    ...bridges.map((data) => ({ type: "line", data, silent: true, showSymbol: false, lineStyle: { color: paint.lineStrong, width: 1, type: "dotted" } })),
    ...runs.map((run) => ({ type: "line", data: along(run, ({ value }) => value), silent: true, showSymbol: false, lineStyle: stroke })),
    points(spots, colour, name, paint, first),
  ];
}

function band(run: readonly Spot[], colour: string, opacity: number): object {
  const edge = [...along(run, ({ high }) => high), ...along(run, ({ low }) => low).toReversed()];
  return {
    type: "custom",
    silent: true,
    data: [[run[0]!.x, run[0]!.value]],
    renderItem: (_: unknown, api: { coord(pair: Pair): number[] }) => {
      const only = run[0]!;
      const thin = run.length === 1 ? [[only.x - 0.06, only.high], [only.x + 0.06, only.high], [only.x + 0.06, only.low], [only.x - 0.06, only.low]] : edge;
      return { type: "polygon", shape: { points: thin.map((pair) => api.coord(pair as unknown as Pair)) }, style: { fill: colour, opacity } };
    },
  };
}

const dot = (mood: Mood, paint: Paint): string => ({ bad: paint.bad, low: paint.tones[2], even: paint.soft, fine: paint.good, good: paint.good })[mood];

function points(spots: readonly Spot[], colour: string, name: string, paint: Paint, first: number): object {
  const solid = { opacity: 1, borderWidth: 2 };
  const style = (spot: Spot) => {
    const tone = name === "now" ? dot(moodOf(spot.value), paint) : colour;
    return name === "now" && spot.n >= FEW ? { ...solid, color: tone, borderColor: paint.surface } : { ...solid, color: paint.surface, borderColor: tone };
  };
  return {
    type: "scatter",
    name,
    z: 5,
    symbolSize: name === "now" ? 15 : 11,
    cursor: "pointer",
    data: spots.map((spot, at) => ({ value: [spot.x, spot.value], spot: first + at, itemStyle: style(spot) })),
    emphasis: { scale: 1.25 },
  };
}
