import type { EChartsCoreOption } from "echarts/core";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useWords } from "../language";
import type { Paint } from "./paint";
import { Behind, type Table } from "./behind";
import { placeByKey } from "./by_key";
import { Legend, type Key } from "./legend";
import { TipBox, type Place, type Tip } from "./tip";
import { useEngine } from "./use_engine";
import "./chart.css";

export type { Paint, Table, Tip, Key };

/** A place of a chart: the `index`th of its category axis, or a mark with its own name and data. */
export interface At {
  index: number;
  series?: string;
  name?: string;
  data?: unknown;
  /** Of a flow picture: `edge` is a way from one box to another. */
  kind?: "node" | "edge";
}

interface Props {
  /** What the picture shows. */
  label: string;
  /** What is to be seen in it, in a sentence: for who does not see it. */
  says?: string;
  /** In px. */
  height?: number;
  legend?: Key[];
  /** ECharts' option, without tooltip and legend: those are ours. Drawn anew whenever it changes. */
  option(paint: Paint, width: number): EChartsCoreOption;
  /** What stands beside the pointer there. */
  tip?(at: At): Tip | undefined;
  onPick?(at: At): void;
  /** The same numbers as a table, which is all that some readers have; only where they stand in words beside it, none. */
  table?(): Table;
}

/** A picture of numbers. The library comes after the page; without it, the table says all. */
export function Chart({ label, says, height = 260, legend, option, tip, onPick, table }: Props) {
  const { words } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const description = useId();
  const [place, setPlace] = useState<Place<At>>();
  const { engine, failed, keyed } = useEngine(host, option, { onPlace: setPlace, onPick });
  useSized(host, height);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && place && onPick) return onPick(place.at);
    const next = engine && tip && placeByKey(engine, event.key, place?.at.index);
    if (!next) return;
    event.preventDefault();
    setPlace(next);
  };
  const shown = place && tip?.(place.at);
  return (
    <figure class="chart">
      {legend && <Legend keys={legend} />}
      <div class="chart-frame">
        <div
          ref={host}
          class={onPick ? "chart-host pickable" : "chart-host"}
          role="img"
          tabIndex={tip && keyed ? 0 : undefined}
          aria-label={label}
          aria-describedby={says ? description : undefined}
          onKeyDown={onKey}
          onBlur={() => setPlace(undefined)}
        />
        {shown && <TipBox tip={shown} place={place} />}
      </div>
      {says && (
        <p id={description} class="sr">
          {says}
        </p>
      )}
      {failed && table && (
        <p class="chart-failed" role="alert">
          {words("chart.failed")}
        </p>
      )}
      {table && <Behind label={label} table={table} open={failed} />}
    </figure>
  );
}

/** The height is known before the library is: nothing moves when it comes. */
function useSized(host: { current: HTMLDivElement | null }, height: number): void {
  useEffect(() => {
    host.current!.style.height = `${height}px`;
  }, [height]);
}
