import type { EChartsCoreOption } from "echarts/core";
import { useCallback } from "preact/hooks";
import { number } from "../../shared/format";
import type { Reading } from "../../shared/frames/ops";
import { ground, nameAxis, valueAxis } from "../chart/axes";
import { Chart, type Paint } from "../chart/chart";
import { whiskers, type Interval } from "../chart/intervals";
import { figure } from "../figure";
import { useWords } from "../language";
import { scaleEnd } from "./target";

const intervalOf = ({ interval }: Reading): Interval => (interval?.length === 2 ? [interval[0]!, interval[1]!] : null);

/** Two dots with their whiskers, one below the other on the same scale. */
export function BeforeAfter({ before, after, name }: { before: Reading; after: Reading; name: string }) {
  const { words, locale } = useWords();
  const { unit } = before;
  const sides = [
    { reading: before, word: words("improvement.before") },
    { reading: after, word: words("improvement.after") },
  ];
  const end = scaleEnd(unit, sides.flatMap(({ reading }) => [reading.value ?? 0, reading.interval?.[1] ?? 0]));
  const option = useCallback(
    (paint: Paint): EChartsCoreOption => {
      const colours = [paint.tones[5], paint.tones[0]];
      return {
        ...ground(paint),
        grid: { left: 4, right: 18, top: 4, bottom: 2, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: valueAxis(unit, paint, locale, end),
        yAxis: nameAxis(sides.map(({ word }) => word), paint, true),
        series: [
          ...sides.map(({ reading }, index) => whiskers(sides.map((_, place) => (place === index ? intervalOf(reading) : null)), colours[index]!, { lying: true })),
          {
            type: "scatter",
            symbolSize: 12,
            z: 6,
            data: sides.map(({ reading }, index) => ({ value: [reading.value, index], itemStyle: { color: reading.few ? paint.surface : colours[index], borderColor: colours[index], borderWidth: 2 } })),
          },
        ],
      };
    },
    [before, after, locale],
  );
  const said = (reading: Reading) => [figure(reading.value, unit, locale), intervalOf(reading)?.map((one) => figure(one, unit, locale)).join(" – ") ?? "–", number(reading.n, locale)] as const;
  return (
    <Chart
      label={words("improvement.picture", { name })}
      says={sides.map(({ word, reading }) => `${word}: ${said(reading).join(", n = ")}`).join(". ")}
      height={118}
      option={option}
      tip={({ index }) => {
        const side = sides[index];
        if (!side) return undefined;
        const [value, range, n] = said(side.reading);
        return { title: side.word, lines: [{ label: name, value }, { label: words("chart.interval"), value: range }, { label: "n", value: n }] };
      }}
      table={() => ({ head: ["", name, words("chart.interval"), "n"], rows: sides.map(({ word, reading }) => [word, ...said(reading)]) })}
    />
  );
}
