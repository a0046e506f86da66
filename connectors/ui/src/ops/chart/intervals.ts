import type { CustomSeriesOption, LineSeriesOption } from "echarts/charts";

export type Interval = readonly [low: number, high: number] | null;

/** The room in which the true values lie, as a pale band behind a line: two lines, the upper stacked on the lower. */
export function band(intervals: readonly Interval[], colour: string): LineSeriesOption[] {
  const silent = { type: "line", stack: `band ${colour}`, stackStrategy: "all", silent: true, symbol: "none", lineStyle: { opacity: 0 }, z: 1, emphasis: { disabled: true } } as const;
  return [
    { ...silent, data: intervals.map((interval) => interval?.[0] ?? null) },
    { ...silent, data: intervals.map((interval) => interval && interval[1] - interval[0]), areaStyle: { color: colour, opacity: 0.14 } },
  ];
}

const CAP = 4;

/** Intervals as whiskers, one for each place of a category axis; `lying` where the values run from left to right. */
export function whiskers(intervals: readonly Interval[], colour: string, { lying = false, width = 2 } = {}): CustomSeriesOption {
  const place = (index: number, value: number) => (lying ? [value, index] : [index, value]);
  return {
    type: "custom",
    silent: true,
    z: 4,
    data: intervals.flatMap((interval, index) => (interval ? [[index, ...interval]] : [])),
    encode: lying ? { y: 0, x: [1, 2] } : { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const index = Number(api.value(0));
      const ends = [1, 2].map((dimension) => api.coord(place(index, Number(api.value(dimension)))) as [number, number]);
      const [[x1, y1], [x2, y2]] = ends as [[number, number], [number, number]];
      const style = { stroke: colour, lineWidth: width, lineCap: "round" } as const;
      const cap = ([x, y]: [number, number]) =>
        lying ? { x1: x, x2: x, y1: y - CAP, y2: y + CAP } : { x1: x - CAP, x2: x + CAP, y1: y, y2: y };
      const shapes = [{ x1, y1, x2, y2 }, cap([x1, y1]), cap([x2, y2])];
      return { type: "group", children: shapes.map((shape) => ({ type: "line" as const, shape, style })) };
    },
  };
}
