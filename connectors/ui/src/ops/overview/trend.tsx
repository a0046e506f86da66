import type { EChartsCoreOption } from "echarts/core";
import { useCallback, useState } from "preact/hooks";
import { number, time } from "../../shared/format";
import type { Series } from "../../shared/frames/ops";
import { dayAxis, ground, valueAxis } from "../chart/axes";
import { Chart, type Paint, type Table, type Tip } from "../chart/chart";
import { band, type Interval } from "../chart/intervals";
import { figure } from "../figure";
import { useWords } from "../language";

type Point = Series["points"][number];

/** One metric over the days of the period. */
export function Trend({ series }: { series: Series[] }) {
  const { words, locale } = useWords();
  const [chosen, setChosen] = useState("fcr");
  const shown = series.find((one) => one.id === chosen) ?? series[0];
  if (!shown) return null;
  return (
    <section class="panel-box">
      <header>
        <h2>{words("chart.title")}</h2>
        <div class="choice-row" role="group" aria-label={words("chart.metric")}>
          {series.map((one) => (
            <button key={one.id} aria-pressed={one.id === shown.id} onClick={() => setChosen(one.id)}>
              {one.name[locale]}
            </button>
          ))}
        </div>
      </header>
      {shown.points.some((point) => point.value !== null) ? <Curve series={shown} /> : <p class="none">{words("chart.none")}</p>}
    </section>
  );
}

/** Counts as columns; everything else as a line with its interval, hollow where there are few cases. */
function Curve({ series: { name, points } }: { series: Series }) {
  const { words, locale } = useWords();
  const unit = points[0]!.unit;
  const option = useCallback(
    (paint: Paint): EChartsCoreOption => ({
      ...ground(paint),
      xAxis: dayAxis(points.map(({ day }) => day), paint, locale, unit === "count"),
      yAxis: valueAxis(unit, paint, locale),
      series: unit === "count" ? columns(points, paint) : line(points, paint),
    }),
    [points, locale],
  );
  const tip = ({ index }: { index: number }): Tip | undefined => {
    const point = points[index];
    return point && { title: time(point.day, "date", locale), lines: linesOf(point), note: noteOf(point) };
  };
  const few = unit !== "count" && points.some((point) => point.few && point.value !== null);
  const ranged = points.some((point) => point.interval);
  return (
    <Chart
      label={words("chart.label", { name: name[locale] })}
      says={said()}
      legend={[
        { label: name[locale], tone: 1, mark: unit === "count" ? "box" : "line" },
        ...(ranged ? [{ label: words("chart.interval"), tone: 1, mark: "band" } as const] : []),
        ...(few ? [{ label: words("chart.few"), tone: "quiet", mark: "dot" } as const] : []),
      ]}
      option={option}
      tip={tip}
      table={table}
    />
  );

  function linesOf(point: Point): Tip["lines"] {
    const [low, high] = point.interval ?? [];
    const range = low !== undefined && high !== undefined ? [{ label: words("chart.interval"), value: `${figure(low, unit, locale)} – ${figure(high, unit, locale)}` }] : [];
    return [{ label: name[locale], value: figure(point.value, unit, locale), tone: 1 }, ...range, ...(unit === "count" ? [] : [{ label: "n", value: number(point.n, locale) }])];
  }

  function noteOf(point: Point): string | undefined {
    const pending = point.pending ? words("tile.pending", { count: number(point.pending, locale) }) : undefined;
    return [pending, point.few && unit !== "count" ? words("tile.few") : undefined].filter(Boolean).join(" · ") || undefined;
  }

  function said(): string {
    const known = points.filter((point) => point.value !== null).toSorted((one, other) => one.value! - other.value!);
    const at = (point: Point | undefined) => (point ? `${figure(point.value, unit, locale)} (${time(point.day, "date", locale)})` : "–");
    return words("chart.says", { low: at(known[0]), high: at(known.at(-1)) });
  }

  function table(): Table {
    const rows = points.map((point) => [
      time(point.day, "date", locale),
      figure(point.value, unit, locale),
      point.interval ? point.interval.map((end) => figure(end, unit, locale)).join(" – ") : "–",
      number(point.n, locale),
      number(point.pending ?? 0, locale),
    ]);
    return { head: [words("chart.day"), name[locale], words("chart.interval"), "n", words("rows.pending")], rows };
  }
}

function columns(points: readonly Point[], paint: Paint) {
  return [{ type: "bar", data: points.map(({ value }) => value), barMaxWidth: 26, itemStyle: { color: paint.tones[0], borderRadius: [3, 3, 0, 0] } }];
}

function line(points: readonly Point[], paint: Paint) {
  const intervals = points.map(({ interval }): Interval => (interval?.length === 2 ? [interval[0]!, interval[1]!] : null));
  const data = points.map(({ value, few }) => ({ value, itemStyle: few ? { color: paint.surface, borderColor: paint.quiet, borderWidth: 1.5 } : { color: paint.tones[0] } }));
  return [
    ...band(intervals, paint.tones[0]),
    { type: "line", data, symbol: "circle", symbolSize: 7, lineStyle: { color: paint.tones[0], width: 2.25 }, z: 3, emphasis: { scale: 1.3 } },
  ];
}
