import { useEffect, useRef, useState } from "preact/hooks";
import { time } from "../../shared/format";
import type { Series } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords } from "../language";
import { runs, ticks } from "../scale";

const HEIGHT = 220;
const LEFT = 52;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 26;

type Point = Series["points"][number] & { index: number };

interface Props {
  series: Series;
  label: string;
  onPoint(index: number | undefined): void;
}

/** Counts as columns, shares as a line with a dot a day; pale where there are few cases. */
export function Chart({ series, label, onPoint }: Props) {
  const { locale } = useWords();
  const [box, width] = useWidth();
  const points = series.points.map((point, index): Point => ({ ...point, index }));
  const unit = points[0]?.unit ?? "count";
  const most = unit === "share" ? 1 : Math.max(...points.map((point) => point.value ?? 0), 1);
  const lines = ticks(most);
  const top = lines.at(-1)!;
  const inner = width - LEFT - RIGHT;
  const slot = inner / Math.max(points.length, 1);
  const x = (index: number) => LEFT + slot * (index + 0.5);
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const every = Math.ceil(points.length / Math.max(2, Math.floor(inner / 84)));
  const move = (event: PointerEvent) => {
    const left = event.clientX - (event.currentTarget as Element).getBoundingClientRect().left;
    const index = Math.floor((left - LEFT) / slot);
    onPoint(index >= 0 && index < points.length ? index : undefined);
  };
  return (
    <div ref={box} class="chart">
      <svg width={width} height={HEIGHT} role="img" aria-label={label} onPointerMove={move} onPointerLeave={() => onPoint(undefined)}>
        {lines.map((line) => (
          <g key={line}>
            <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(line)} y2={y(line)} />
            <text x={LEFT - 8} y={y(line) + 4} text-anchor="end">
              {unit === "share" ? `${Math.round(line * 100)}%` : figure(line, unit, locale)}
            </text>
          </g>
        ))}
        {points.map(
          ({ index, day }) =>
            index % every === 0 && (
              <text key={day} x={x(index)} y={HEIGHT - 6} text-anchor="middle">
                {time(day, "short", locale)}
              </text>
            ),
        )}
        {unit === "share" ? <Line points={points} x={x} y={y} /> : <Columns points={points} x={x} y={y} slot={slot} floor={y(0)} />}
      </svg>
    </div>
  );
}

interface Marks {
  points: Point[];
  x(index: number): number;
  y(value: number): number;
}

function Line({ points, x, y }: Marks) {
  const known = points.filter((point) => point.value !== null);
  return (
    <>
      {runs(points, (point) => point.value !== null).map((run) => (
        <polyline key={run[0]!.day} class="line" points={run.map((point) => `${x(point.index)},${y(point.value!)}`).join(" ")} />
      ))}
      {known.map((point) => (
        <circle key={point.day} class={point.few ? "dot few" : "dot"} cx={x(point.index)} cy={y(point.value!)} r="3.5" />
      ))}
    </>
  );
}

function Columns({ points, x, y, slot, floor }: Marks & { slot: number; floor: number }) {
  const width = Math.max(2, Math.min(28, slot * 0.62));
  return (
    <>
      {points.map((point) => {
        const top = y(point.value ?? 0);
        return <rect key={point.day} class="column" x={x(point.index) - width / 2} y={top} width={width} height={floor - top} rx="2" />;
      })}
    </>
  );
}

/** The width, in px, of the element that carries the ref. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const measure = () => box.current && setWidth(Math.max(280, box.current.clientWidth));
    const watch = new ResizeObserver(measure);
    watch.observe(box.current!);
    measure();
    return () => watch.disconnect();
  }, []);
  return [box, width] as const;
}
