import { useCallback, useMemo } from "preact/hooks";
import type { PathEdge, Paths } from "../../shared/frames/ops_journey";
import { Chart, type At, type Paint } from "../chart/chart";
import { useWords } from "../language";
import type { PageProps } from "../pages";
import { question } from "../query";
import { nameOf } from "../steps/name";
import { isSupport, partsOf } from "../steps/step";
import { flowOption } from "./drawing";
import { edgeTip, flowTable, placeName, placeTip } from "./flow_words";
import { extent, unlooped } from "./loops";

/** In px, of a step. */
const ROW = 62;
const LEAST = 220;

/** From step to step: the wider, the more customers. A step that they come back to is drawn once more. */
export function Flow({ paths, query, ask }: PageProps & { paths: Paths }) {
  const spoken = useWords();
  const { words, locale } = spoken;
  const flow = useMemo(() => unlooped(paths.nodes, paths.edges), [paths]);
  const { columns, rows } = useMemo(() => extent(flow), [flow]);
  const option = useCallback((paint: Paint) => flowOption(flow, paint, (place) => placeName(spoken, place)), [flow, locale]);
  if (flow.links.length === 0) return <p class="none">{words("flow.none")}</p>;
  const open = (step: string) => {
    const { touchpoint, topic } = partsOf(step);
    ask({ rows: question(query, { touchpoint, ...(topic && { topic }) }), named: nameOf(words, step) });
  };
  const placeAt = ({ data }: At) => flow.places.find(({ id }) => id === (data as { name?: string } | undefined)?.name);
  const tip = (at: At) => {
    if (at.kind === "edge") return edgeTip(spoken, at.data as PathEdge);
    const place = placeAt(at);
    return place && placeTip(spoken, place);
  };
  const pick = (at: At) => {
    const step = at.kind === "edge" ? (at.data as PathEdge).to : placeAt(at)?.step;
    if (step) open(step);
  };
  return (
    <div class={`flow columns-${Math.min(8, columns)}`}>
      <div class="flow-frame" tabIndex={0} role="group" aria-label={words("flow.label")}>
        <div class="flow-canvas">
          <Chart label={words("flow.label")} height={Math.max(LEAST, rows * ROW)} option={option} tip={tip} onPick={pick} table={() => flowTable(spoken, flow)} />
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
