import { useCallback, useMemo, useRef } from "preact/hooks";
import { duration, number } from "../../shared/format";
import type { PathEdge, Paths } from "../../shared/frames/ops_journey";
import { Chart, type At, type Paint, type Tip } from "../chart/chart";
import { figure } from "../figure";
import { useWords } from "../language";
import type { PageProps } from "../pages";
import { question } from "../query";
import { nameOf } from "../steps/name";
import { isSupport, partsOf } from "../steps/step";
import { flowOption } from "./drawing";
import { extent, unlooped, type Place } from "./loops";

const ROW = 62;

/** From step to step: the wider, the more customers. A step that they come back to is drawn once more. */
export function Flow({ paths, query, ask }: PageProps & { paths: Paths }) {
  const { words, locale } = useWords();
  const flow = useMemo(() => unlooped(paths.nodes, paths.edges), [paths]);
  const { columns, rows } = useMemo(() => extent(flow), [flow]);
  const name = (place: Place) => (place.again ? words("flow.again", { step: nameOf(words, place.step) }) : nameOf(words, place.step));
  const frame = useRef<HTMLDivElement>(null);
  const option = useCallback((paint: Paint) => flowOption(flow, paint, name), [flow, locale]);
  if (flow.links.length === 0) return <p class="none">{words("flow.none")}</p>;
  const open = (step: string) => {
    const { touchpoint, topic } = partsOf(step);
    ask({ rows: question(query, { touchpoint, ...(topic && { topic }) }), named: nameOf(words, step) });
  };
  const tip = ({ kind, data }: At): Tip | undefined => {
    if (kind === "edge") return edgeTip(data as PathEdge);
    const place = flow.places.find(({ id }) => id === (data as { name?: string } | undefined)?.name);
    return place && { title: name(place), lines: [{ label: words("flow.customers"), value: number(place.customers, locale) }], note: words("flow.open") };
  };
  const edgeTip = ({ from, to, customers, share, median_s }: PathEdge): Tip => ({
    title: `${nameOf(words, from)} → ${nameOf(words, to)}`,
    lines: [
      { label: words("flow.customers"), value: `${number(customers, locale)} · ${figure(share, "share", locale)}` },
      ...(typeof median_s === "number" ? [{ label: words("flow.median"), value: duration(median_s, locale) }] : []),
    ],
  });
  return (
    <div class={`flow columns-${Math.min(8, columns)}`}>
      <div ref={frame} class="flow-frame" tabIndex={0} role="group" aria-label={words("flow.label")}>
        <div class="flow-canvas">
          <Chart
            label={words("flow.label")}
            height={Math.max(220, rows * ROW)}
            option={option}
            tip={tip}
            onPick={({ kind, data }) => {
              const { name: id, to } = data as { name?: string; to?: string };
              const step = kind === "edge" ? to : flow.places.find((place) => place.id === id)?.step;
              if (step) open(step);
            }}
            table={() => ({
              head: [words("flow.from"), words("flow.to"), words("flow.customers"), words("flow.share"), words("flow.median")],
              rows: flow.links.map(({ from, to, customers, share, median_s }) => [
                nameOf(words, from),
                nameOf(words, to),
                number(customers, locale),
                figure(share, "share", locale),
                typeof median_s === "number" ? duration(median_s, locale) : "–",
              ]),
            })}
          />
        </div>
      </div>
      <Steps steps={paths.nodes.map(({ id }) => id)} onStep={open} />
    </div>
  );
}

/** The same steps as buttons: for the keyboard, and for fingers. */
function Steps({ steps, onStep }: { steps: string[]; onStep(step: string): void }) {
  const { words } = useWords();
  return (
    <ul class="flow-steps" aria-label={words("flow.steps")}>
      {steps.map((step) => (
        <li key={step}>
          <button class={isSupport(step) ? "chip warn" : "chip"} onClick={() => onStep(step)}>
            {nameOf(words, step)}
          </button>
        </li>
      ))}
    </ul>
  );
}
