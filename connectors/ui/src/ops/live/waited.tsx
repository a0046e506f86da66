import type { EChartsCoreOption } from "echarts/core";
import { useCallback } from "preact/hooks";
import { number, time } from "../../shared/format";
import { ground, valueAxis } from "../chart/axes";
import { Chart, type Paint } from "../chart/chart";
import { useWords } from "../language";
import type { Moment } from "./memory";

/** How many waited while the page was open. */
export function Waited({ seen }: { seen: Moment[] }) {
  const { words, locale } = useWords();
  const option = useCallback(
    (paint: Paint): EChartsCoreOption => ({
      ...ground(paint),
      xAxis: {
        type: "category",
        data: seen.map(({ at }) => time(at, "time", locale)),
        boundaryGap: false,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: paint.line } },
        axisLabel: { color: paint.soft, fontSize: 11, interval: (index: number) => index === 0 || index === seen.length - 1, alignMinLabel: "left", alignMaxLabel: "right" },
      },
      yAxis: { ...valueAxis("count", paint, locale), max: ({ max }: { max: number }) => Math.max(4, Math.ceil(max / 4) * 4) },
      series: [{ type: "line", step: "end", data: seen.map(({ waiting }) => waiting), symbol: seen.length < 2 ? "circle" : "none", lineStyle: { color: paint.tones[0], width: 2.25 }, itemStyle: { color: paint.tones[0] }, areaStyle: { color: paint.tones[0], opacity: 0.12 } }],
    }),
    [seen, locale],
  );
  return (
    <section class="panel-box">
      <header>
        <h2>{words("live.waited")}</h2>
      </header>
      <Chart
        label={words("live.waited")}
        height={190}
        option={option}
        tip={({ index }) => {
          const moment = seen[index];
          return moment && { title: time(moment.at, "time", locale), lines: [{ label: words("live.waiting"), value: number(moment.waiting, locale), tone: 1 }] };
        }}
        table={() => ({ head: [words("live.moment"), words("live.waiting")], rows: seen.map(({ at, waiting }) => [time(at, "time", locale), number(waiting, locale)]) })}
      />
    </section>
  );
}
