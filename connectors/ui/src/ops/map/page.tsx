import { useMemo, useState } from "preact/hooks";
import { number } from "../../shared/format";
import { journeyMap, type JourneyMap, type Stage } from "../../shared/frames/ops_journey";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { compared, narrowing, question } from "../query";
import { Segments } from "../segments/panel";
import { Answered } from "../shell/answered";
import { useSegments } from "../shell/segments";
import { nameOf } from "../steps/name";
import { Cell } from "./cell";
import { busiest, changes, inOrder, placesOf, spots, volume, type Change } from "./curve";
import { Curve } from "./curve_chart";
import { Difference } from "./difference";
import { Moments } from "./moments";
import "../marks/marks.css";
import "./map.css";

/** The journey from data: five stages, their touchpoints, and how customers feel on the way. */
export default function MapPage({ query, ask }: PageProps) {
  const alone = query.own["alone"] === "yes";
  const against = compared({ ...query, vs: query.vs ?? "before" });
  const map = useLoaded(`/ops/api/map?${question(query, alone ? {} : { ...against })}`, journeyMap);
  return (
    <>
      <Segments query={query} ask={ask} />
      <Answered of={map}>{(data) => <Journey map={data} query={query} ask={ask} alone={alone} />}</Answered>
    </>
  );
}

function Journey({ map, query, ask, alone }: PageProps & { map: JourneyMap; alone: boolean }) {
  const { words } = useWords();
  const names = useNames(query);
  const places = useMemo(() => placesOf(map.stages, map.vs?.stages ?? []), [map]);
  const now = useMemo(() => spots(map.stages, places), [map]);
  const then = useMemo(() => (map.vs ? spots(map.vs.stages, places) : undefined), [map]);
  const differing = useMemo(() => (then ? changes(now, then) : []), [now, then]);
  const open = (rows: string | null | undefined, touchpoint: string) => rows && ask({ rows, named: nameOf(words, touchpoint) });
  return (
    <section class="panel-box journey-map">
      <header>
        <h2>{words("map.title")}</h2>
        <button class="button outline" onClick={() => ask({ own: alone ? {} : { alone: "yes" } })}>
          {words(alone ? "map.compare" : "map.alone")}
        </button>
        <p>{words("map.explained")}</p>
      </header>
      <Moments spots={now} />
      {then && <Difference changes={differing} other={names.said} />}
      <div class="stages">
        <div class="curve">
          {now.length + (then?.length ?? 0) > 0 ? (
            <Curve now={now} then={then?.length ? then : undefined} names={names} onSpot={(spot) => open(spot.rows, spot.touchpoint)} />
          ) : (
            <p class="hint">{words("map.no_feelings")}</p>
          )}
        </div>
        <Stages map={map} differing={differing} open={open} />
      </div>
    </section>
  );
}

/** What the two curves are called, and the other one within a sentence. */
function useNames(query: PageProps["query"]): { now: string; then: string; said: string } {
  const { segment, vs_segment, vs_from, vs_to } = query;
  const { words } = useWords();
  const saved = useSegments().data?.segments ?? [];
  const named = (id: string | undefined, otherwise: string) => saved.find((one) => one.id === id)?.name ?? otherwise;
  if (vs_segment) {
    const then = named(vs_segment, words("map.other"));
    return { now: named(segment, words(Object.keys(narrowing(query)).length > 0 ? "map.these" : "map.all")), then, said: words("map.quoted", { name: then }) };
  }
  if (vs_from && vs_to) return { now: words("map.now"), then: `${vs_from} – ${vs_to}`, said: words("map.those_days", { from: vs_from, to: vs_to }) };
  return { now: words("map.now"), then: words("map.then"), said: words("map.then_said") };
}

type Open = (rows: string | null | undefined, touchpoint: string) => void;

function Stages({ map, differing, open }: { map: JourneyMap; differing: Change[]; open: Open }) {
  const { words, locale } = useWords();
  const stages = inOrder(map.stages);
  return (
    <>
      {stages.map((stage, at) => (
        <div class="stage" key={stage.stage} role="group" aria-labelledby={`stage-${stage.stage}`}>
          <header>
            <h3 id={`stage-${stage.stage}`}>
              <b>{at + 1}</b> {words(`stage.${stage.stage}` as "stage.purchase")}
            </h3>
            <p>{stage.events > 0 ? words("map.customers", { count: number(stage.customers, locale) }) : words("map.no_data")}</p>
          </header>
          <Cells stage={stage} stages={stages} differing={differing.filter((one) => one.stage === stage.stage)} open={open} />
        </div>
      ))}
    </>
  );
}

/** So many cells of a stage stand there at once. */
const SHOWN = 4;

function Cells({ stage, stages, differing, open }: { stage: Stage; stages: Stage[]; differing: Change[]; open: Open }) {
  const { words } = useWords();
  const [all, setAll] = useState(false);
  const shown = busiest(stage.touchpoints, SHOWN);
  const rest = stage.touchpoints.length - shown.length;
  if (stage.touchpoints.length === 0) {
    return (
      <div class="cells">
        <div class="hint">
          <strong>{words("map.empty_stage")}</strong>
          <span>{words("map.empty_stage_how")}</span>
          <code>POST /journey/events</code>
        </div>
      </div>
    );
  }
  return (
    <ul class="cells">
      {(all ? stage.touchpoints : shown).map((one) => (
        <Cell
          key={one.touchpoint}
          touchpoint={one}
          volume={volume(one, stages)}
          change={differing.find(({ touchpoint }) => touchpoint === one.touchpoint)}
          onRows={() => open(one.rows, one.touchpoint)}
        />
      ))}
      {rest > 0 && (
        <li>
          <button class="button wide" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? words("map.fewer") : words("map.more", { count: rest })}
          </button>
        </li>
      )}
    </ul>
  );
}
