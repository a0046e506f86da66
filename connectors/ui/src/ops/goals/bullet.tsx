import type { EChartsCoreOption } from "echarts/core";
import { useCallback } from "preact/hooks";
import type { Reading } from "../../shared/frames/ops";
import type { Goal } from "../../shared/frames/ops_goals";
import { valueAxis } from "../chart/axes";
import { Chart, type Paint } from "../chart/chart";
import { figure } from "../figure";
import { useWords } from "../language";
import { scaleEnd } from "./target";

/** Where the number stands: the bar is its value, the pale end its interval, the line the target, the shade where it should be. */
export function Bullet({ goal, reading, name }: { goal: Goal; reading: Reading; name: string }) {
  const { words, locale } = useWords();
  const { target, direction, elapsed } = goal;
  const { value, unit, interval } = reading;
  const end = scaleEnd(unit, [target, value ?? 0, interval?.[1] ?? 0]);
  const pace = unit === "count" && elapsed < 1 ? target * elapsed : undefined;
  const option = useCallback(
    (paint: Paint): EChartsCoreOption => {
      const tone = { met: paint.good, on_track: paint.good, behind: paint.tones[2], missed: paint.bad, too_early: paint.quiet }[goal.state];
      const line = (at: number, style: object, label?: string) => ({ xAxis: at, lineStyle: style, label: { show: label !== undefined, formatter: label, color: paint.text, fontSize: 11, position: "end", distance: 4 } });
      return {
        textStyle: { fontFamily: paint.font, color: paint.soft },
        grid: { left: 2, right: 14, top: 20, bottom: 2, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: { ...valueAxis(unit, paint, locale, end), splitLine: { show: false }, min: 0 },
        yAxis: { type: "category", data: [""], show: false },
        series: [
          {
            type: "bar",
            data: [value],
            barWidth: 16,
            silent: true,
            itemStyle: { color: tone, borderRadius: 3 },
            showBackground: true,
            backgroundStyle: { color: paint.line, opacity: 0.5, borderRadius: 3 },
            markArea: {
              silent: true,
              itemStyle: { color: paint.good, opacity: 0.1 },
              data: [direction === "at_least" ? [{ xAxis: target }, { xAxis: end }] : [{ xAxis: 0 }, { xAxis: target }]],
            },
            markLine: {
              silent: true,
              symbol: "none",
              data: [
                line(target, { color: paint.text, width: 2, type: "solid" }, words("goal.target_at", { target: figure(target, unit, locale) })),
                ...(pace === undefined ? [] : [line(pace, { color: paint.soft, width: 1.5, type: "dashed" })]),
              ],
            },
          },
          ...(interval?.length === 2
            ? [
                {
                  type: "custom",
                  silent: true,
                  z: 5,
                  data: [[...interval, 0]],
                  encode: { x: [0, 1], y: 2 },
                  renderItem: (_: unknown, api: { value(dimension: number): number; coord(at: number[]): [number, number] }) => {
                    const [left, right] = [0, 1].map((place) => api.coord([api.value(place), 0])) as [[number, number], [number, number]];
                    return { type: "rect", shape: { x: left[0], y: left[1] - 3, width: Math.max(1, right[0] - left[0]), height: 6, r: 3 }, style: { fill: paint.text, opacity: 0.35 } };
                  },
                },
              ]
            : []),
        ],
      };
    },
    [goal, reading, locale],
  );
  const says = words("goal.says", { name, value: figure(value, unit, locale), target: figure(target, unit, locale), state: words(`state.${goal.state}`) });
  return <Chart label={words("goal.bullet", { name })} says={says} height={78} option={option} />;
}
