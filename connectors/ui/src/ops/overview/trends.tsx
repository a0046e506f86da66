import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Series } from "../../shared/frames/ops";
import { useWords } from "../language";
import { Curve } from "./curve";
import { STACK } from "./order";
import { Stacked } from "./stacked";

/** Stand beside the chosen one, where the gateway gives them. */
const BESIDE = ["queue_wait", "contacts"];
const HEIGHT = 232;

/** Numbers over the days of the period. */
export function Trends({ series, other }: { series: Series[]; other?: Series[] }) {
  const { words, locale } = useWords();
  const [chosen, setChosen] = useState("fcr");
  const named = (id: string) => series.find((one) => one.id === id);
  const [confirmed, assumed] = STACK.map(named);
  const shown = named(chosen) ?? series[0];
  if (!shown) return null;
  return (
    <div class="trends">
      <section class="panel-box">
        <header>
          <h2>{words("chart.title")}</h2>
          <select class="input narrow" aria-label={words("chart.metric")} value={shown.id} onChange={(event) => setChosen(event.currentTarget.value)}>
            {series.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[locale]}
              </option>
            ))}
          </select>
        </header>
        <Known series={shown}>
          <Curve series={shown} other={other?.find(({ id }) => id === shown.id)} height={HEIGHT} />
        </Known>
      </section>
      {confirmed && assumed && (
        <Panel title={words("automated.title")}>
          <Known series={confirmed}>
            <Stacked confirmed={confirmed} assumed={assumed} height={HEIGHT} />
          </Known>
        </Panel>
      )}
      {BESIDE.map(named).map(
        (one) =>
          one && (
            <Panel key={one.id} title={one.name[locale]}>
              <Known series={one}>
                <Curve series={one} other={other?.find(({ id }) => id === one.id)} height={HEIGHT} />
              </Known>
            </Panel>
          ),
      )}
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="panel-box">
      <header>
        <h2>{title}</h2>
      </header>
      {children}
    </section>
  );
}

function Known({ series, children }: { series: Series; children: ComponentChildren }) {
  const { words } = useWords();
  return <>{series.points.some(({ value }) => value !== null) ? children : <p class="none">{words("chart.none")}</p>}</>;
}
