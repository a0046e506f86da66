import { useMemo } from "preact/hooks";
import { number } from "../../shared/format";
import type { Churn } from "../../shared/frames/ops_journey";
import { ground, valueAxis } from "../chart/axes";
import { Chart, type Paint, type Tip } from "../chart/chart";
import { figure } from "../figure";
import { useWords } from "../language";

type Points = Churn["survival"];

/** How many customers are still there so many days after they were first seen. */
export function Survival({ points }: { points: Points }) {
  const { words, locale } = useWords();
  const option = useMemo(() => (paint: Paint) => drawing(points, paint, locale, (count) => words("churn.day_short", { count })), [points, locale]);
  const last = points.at(-1);
  const tip = ({ index: at }: { index: number }): Tip | undefined => {
    const point = points.findLast(({ day }) => day <= at);
    return (
      point && {
        title: words("churn.day", { count: number(point.day, locale) }),
        lines: [{ label: words("churn.still_there"), value: figure(point.share, "share", locale), tone: "accent" }],
        note: `${words("map.interval")} ${figure(point.low, "share", locale)} – ${figure(point.high, "share", locale)}`,
      }
    );
  };
  return (
    <section class="panel-box">
      <header>
        <h2>{words("churn.survival")}</h2>
        <p>{words("churn.survival_explained")}</p>
      </header>
      {last ? (
        <Chart
          label={words("churn.survival")}
          says={words("churn.survival_says", { day: number(last.day, locale), share: figure(last.share, "share", locale) })}
          height={330}
          legend={[
            { label: words("churn.still_there"), tone: "accent", mark: "line" },
            { label: words("map.interval"), tone: "accent", mark: "band" },
          ]}
          option={option}
          tip={tip}
          table={() => ({
            head: [words("churn.days"), words("churn.still_there"), words("map.interval")],
            rows: points.map(({ day, share, low, high }) => [number(day, locale), figure(share, "share", locale), `${figure(low, "share", locale)} – ${figure(high, "share", locale)}`]),
          })}
        />
      ) : (
        <p class="none">{words("churn.no_survival")}</p>
      )}
    </section>
  );
}

/** A curve of steps: nobody leaves between two days. */
function drawing(points: Points, paint: Paint, locale: "ko" | "en", day: (count: number) => string) {
  const edge = [...stairs(points, ({ high }) => high), ...stairs(points, ({ low }) => low).toReversed()];
  return {
    ...ground(paint),
    xAxis: {
      type: "value",
      min: 0,
      max: points.at(-1)!.day || 1,
      axisLine: { lineStyle: { color: paint.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { color: paint.soft, fontSize: 11, hideOverlap: true, formatter: day },
    },
    yAxis: { ...valueAxis("share", paint, locale), axisLine: { show: false }, axisTick: { show: false } },
    series: [
      {
        type: "custom",
        silent: true,
        data: [[0, 1]],
        renderItem: (_: unknown, api: { coord(pair: number[]): number[] }) => ({
          type: "polygon",
          shape: { points: edge.map((pair) => api.coord(pair)) },
          style: { fill: paint.accent, opacity: 0.14 },
        }),
      },
      { type: "line", step: "end", showSymbol: false, data: points.map(({ day, share }) => [day, share]), lineStyle: { color: paint.accent, width: 2.5 }, itemStyle: { color: paint.accent } },
    ],
  };
}

function stairs(points: Points, of: (point: Points[number]) => number): number[][] {
  return points.flatMap((point, at) => {
    const before = points[at - 1];
    return before ? [[point.day, of(before)], [point.day, of(point)]] : [[point.day, of(point)]];
  });
}
