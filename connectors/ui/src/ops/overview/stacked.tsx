import type { EChartsCoreOption } from "echarts/core";
import { useCallback } from "preact/hooks";
import { number, time } from "../../shared/format";
import type { Series } from "../../shared/frames/ops";
import { dayAxis, ground, valueAxis } from "../chart/axes";
import { Chart, type Paint } from "../chart/chart";
import { figure } from "../figure";
import { useWords } from "../language";

/** Automated resolution by day: what customers confirmed, and on top of it what is taken to be settled. */
export function Stacked({ confirmed, assumed, height }: { confirmed: Series; assumed: Series; height?: number }) {
  const { words, locale } = useWords();
  const both = [
    { ...confirmed, word: words("automated.confirmed"), tone: 1 },
    { ...assumed, word: words("automated.assumed"), tone: 2 },
  ] as const;
  const option = useCallback(
    (paint: Paint): EChartsCoreOption => ({
      ...ground(paint),
      xAxis: dayAxis(confirmed.points.map(({ day }) => day), paint, locale, true),
      yAxis: valueAxis("share", paint, locale),
      series: both.map(({ points, tone }) => ({
        type: "bar",
        stack: "automated",
        data: points.map(({ value, few }) => ({ value, itemStyle: few ? { opacity: 0.45 } : {} })),
        barMaxWidth: 26,
        itemStyle: { color: paint.tones[tone - 1] },
      })),
    }),
    [confirmed, assumed, locale],
  );
  return (
    <Chart
      label={words("chart.label", { name: words("automated.title") })}
      height={height}
      legend={[...both.map(({ word, tone }) => ({ label: word, tone })), { label: words("chart.few_pale"), tone: "quiet" }]}
      option={option}
      tip={({ index }) => {
        const point = confirmed.points[index];
        if (!point) return undefined;
        const lines = both.map(({ word, tone, points }) => ({ label: word, tone, value: figure(points[index]?.value, "share", locale) }));
        return { title: time(point.day, "date", locale), lines: [...lines, { label: "n", value: number(point.n, locale) }], note: point.few ? words("tile.few") : undefined };
      }}
      table={() => ({
        head: [words("chart.day"), ...both.map(({ word }) => word), "n"],
        rows: confirmed.points.map((point, index) => [
          time(point.day, "date", locale),
          ...both.map(({ points }) => figure(points[index]?.value, "share", locale)),
          number(point.n, locale),
        ]),
      })}
    />
  );
}
