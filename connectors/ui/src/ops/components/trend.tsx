import { useState } from "preact/hooks";
import { time } from "../../shared/format";
import type { Series } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords } from "../language";
import { Chart } from "./chart";

/** One metric over the days of the period. */
export function Trend({ series }: { series: Series[] }) {
  const { words, locale } = useWords();
  const [chosen, setChosen] = useState("fcr");
  const [at, setAt] = useState<number>();
  const shown = series.find((one) => one.id === chosen) ?? series[0];
  if (!shown) return null;
  const point = at === undefined ? undefined : shown.points[at];
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
      {shown.points.some((one) => one.value !== null) ? (
        <Chart series={shown} label={words("chart.label", { name: shown.name[locale] })} onPoint={setAt} />
      ) : (
        <p class="none">{words("chart.none")}</p>
      )}
      <p class="reading" aria-live="polite">
        {point
          ? `${time(point.day, "date", locale)} · ${figure(point.value, point.unit, locale)} · ${words("tile.n", { n: point.n })}`
          : shown.points.some((one) => one.few && one.unit === "share" && one.value !== null) && words("chart.few")}
      </p>
    </section>
  );
}
