import type { EChartsCoreOption } from "echarts/core";
import { useCallback } from "preact/hooks";
import { number, time } from "../../shared/format";
import type { Series } from "../../shared/frames/ops";
import { dayAxis, ground, valueAxis } from "../chart/axes";
import { Chart, type Key, type Paint, type Table, type Tip } from "../chart/chart";
import { band, type Interval } from "../chart/intervals";
import { figure } from "../figure";
import { useWords } from "../language";

export type Point = Series["points"][number];

interface Props {
  series: Series;
  /** The same of what it is compared with, day beside day. */
  other?: Series;
  height?: number;
}

/** Counts as columns; everything else as a line with its interval, hollow where there are few or pending cases. */
export function Curve({ series: { name, points }, other, height }: Props) {
  const { words, locale } = useWords();
  const unit = points[0]!.unit;
  const counted = unit === "count";
  const ninetieth = points.some((point) => p90(point) !== null);
  const most = Math.max(...points.map((point, index) => Math.max(point.value ?? 0, p90(point) ?? 0, other?.points[index]?.value ?? 0)));
  const option = useCallback(
    (paint: Paint, width: number): EChartsCoreOption => ({
      ...ground(paint),
      xAxis: dayAxis(points.map(({ day }) => day), paint, locale, counted),
      yAxis: valueAxis(unit, paint, locale, unit === "seconds" ? most : undefined),
      series: [
        ...(counted ? columns(points, paint) : line(points, paint, width)),
        ...(ninetieth ? [plain(points.map(p90), paint.tones[2], "solid")] : []),
        ...(other ? [plain(points.map((_, index) => other.points[index]?.value ?? null), paint.tones[5], "dashed")] : []),
      ],
    }),
    [points, other, locale],
  );
  return (
    <Chart
      label={words("chart.label", { name: name[locale] })}
      says={said()}
      height={height}
      legend={legend()}
      option={option}
      tip={({ index }) => tipAt(index)}
      table={table}
    />
  );

  function legend(): Key[] {
    const few = !counted && points.some((point) => pale(point) && point.value !== null);
    const keys: (Key | false)[] = [
      { label: unit === "seconds" ? words("chart.median") : name[locale], tone: 1, mark: counted ? "box" : "line" },
      ninetieth && { label: words("chart.ninetieth"), tone: 3, mark: "line" },
      points.some((point) => point.interval) && { label: words("chart.interval"), tone: 1, mark: "band" },
      few && { label: words("chart.pale"), tone: "quiet", mark: "dot" },
      other !== undefined && { label: words("chart.other"), tone: 6, mark: "dashed" },
    ];
    return keys.filter((key) => key !== false);
  }

  function tipAt(index: number): Tip | undefined {
    const point = points[index];
    if (!point) return undefined;
    const [low, high] = point.interval ?? [];
    const lines: (Tip["lines"][number] | false)[] = [
      { label: unit === "seconds" ? words("chart.median") : name[locale], value: figure(point.value, unit, locale), tone: 1 },
      ninetieth && { label: words("chart.ninetieth"), value: figure(p90(point), unit, locale), tone: 3 },
      low !== undefined && high !== undefined && { label: words("chart.interval"), value: `${figure(low, unit, locale)} – ${figure(high, unit, locale)}` },
      !counted && { label: "n", value: number(point.n, locale) },
      other !== undefined && { label: words("chart.other"), value: figure(other.points[index]?.value, unit, locale), tone: 6 },
    ];
    return { title: time(point.day, "date", locale), lines: lines.filter((one) => one !== false), note: noteOf(point) };
  }

  function noteOf(point: Point): string | undefined {
    const pending = point.pending ? words("tile.pending", { count: number(point.pending, locale) }) : undefined;
    return [pending, point.few && !counted ? words("tile.few") : undefined].filter(Boolean).join(" · ") || undefined;
  }

  function said(): string {
    const known = points.filter((point) => point.value !== null).toSorted((one, another) => one.value! - another.value!);
    const at = (point: Point | undefined) => (point ? `${figure(point.value, unit, locale)} (${time(point.day, "date", locale)})` : "–");
    return words("chart.says", { low: at(known[0]), high: at(known.at(-1)) });
  }

  function table(): Table {
    const rows = points.map((point) => [
      time(point.day, "date", locale),
      figure(point.value, unit, locale),
      point.interval ? point.interval.map((end) => figure(end, unit, locale)).join(" – ") : figure(p90(point), unit, locale),
      number(point.n, locale),
      number(point.pending ?? 0, locale),
    ]);
    const range = words(ninetieth ? "chart.ninetieth" : "chart.interval");
    return { head: [words("chart.day"), name[locale], range, "n", words("rows.pending")], rows };
  }
}

const p90 = ({ unit, percentiles }: Point): number | null => (unit === "seconds" ? (percentiles?.["p90"] ?? null) : null);

/** Little is known of it yet. */
const pale = ({ few, pending }: Point): boolean => few || Boolean(pending);

function columns(points: readonly Point[], paint: Paint) {
  return [{ type: "bar", data: points.map(({ value }) => value), barMaxWidth: 26, itemStyle: { color: paint.tones[0], borderRadius: [3, 3, 0, 0] } }];
}

function plain(data: (number | null)[], color: string, type: "solid" | "dashed") {
  return { type: "line", data, symbol: "none", lineStyle: { color, width: 1.75, type }, z: 2, emphasis: { disabled: true } };
}

/** In px: dots that would touch each other are smaller. */
const CLOSE = 14;

function line(points: readonly Point[], paint: Paint, width: number) {
  const intervals = points.map(({ interval }): Interval => (interval?.length === 2 ? [interval[0]!, interval[1]!] : null));
  const data = points.map((point) => ({
    value: point.value,
    itemStyle: pale(point) ? { color: paint.surface, borderColor: paint.quiet, borderWidth: 1.5 } : { color: paint.tones[0] },
  }));
  return [
    ...band(intervals, paint.tones[0]),
    { type: "line", data, symbol: "circle", symbolSize: width / points.length < CLOSE ? 4 : 6, showAllSymbol: true, lineStyle: { color: paint.tones[0], width: 2.25 }, z: 3, emphasis: { scale: 1.3 } },
  ];
}
