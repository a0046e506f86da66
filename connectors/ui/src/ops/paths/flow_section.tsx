import { useEffect, useState } from "preact/hooks";
import { number } from "../../shared/format";
import { paths, type Paths } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered } from "../shell/answered";
import { Flow } from "./flow_chart";
import { Journeys } from "./journeys";

const LEAST = 1;
const MOST = 30;
const USUAL = 5;
/** A slider is moved through many values; asked is where it stays, in ms. */
const STAYS = 250;

/** Journeys that stand for many, and the picture of all moves that enough customers make. */
export function FlowSection({ query, ask }: PageProps) {
  const { words, locale } = useWords();
  const said = Math.round(Number(query.own["support"]) * 100);
  const support = said >= LEAST && said <= MOST ? said : USUAL;
  const answer = useLoaded(`/ops/api/paths?${question(query, { support: String(support / 100) })}`, paths);
  return (
    <Answered of={answer}>
      {(data) =>
        data.customers === 0 ? (
          <section class="panel-box">
            <header>
              <h2>{words("paths.title")}</h2>
            </header>
            <div class="hint">
              <strong>{words("paths.empty")}</strong>
              <span>{words("paths.empty_how")}</span>
              <code>POST /journey/events</code>
            </div>
          </section>
        ) : (
          <>
            <section class="panel-box">
              <header>
                <h2>{words("paths.title")}</h2>
                <p>
                  {words("paths.stand_for", { share: figure(standFor(data), "share", locale), count: number(data.customers, locale) })}{" "}
                  {data.customers < data.of && words("paths.sample", { count: number(data.customers, locale), of: number(data.of, locale) })}
                </p>
              </header>
              <Journeys journeys={data.journeys} query={query} ask={ask} />
            </section>
            <section class="panel-box">
              <header>
                <h2>{words("flow.title")}</h2>
                <Support support={support} paths={data} onSupport={(next) => ask({ own: { ...query.own, support: String(next / 100) } })} />
                <p>{words("flow.explained")}</p>
              </header>
              <Flow paths={data} query={query} ask={ask} />
            </section>
          </>
        )
      }
    </Answered>
  );
}

/** Which part of the customers went one of the ways that are shown. */
const standFor = ({ journeys }: Paths): number => journeys.reduce((sum, { share }) => sum + share, 0);

/** How many of a hundred customers must make a move for it to be drawn. */
function Support({ support, paths: { nodes, edges }, onSupport }: { support: number; paths: Paths; onSupport(support: number): void }) {
  const { words } = useWords();
  const [at, setAt] = useState(support);
  useEffect(() => setAt(support), [support]);
  useEffect(() => {
    if (at === support) return;
    const wait = setTimeout(() => onSupport(at), STAYS);
    return () => clearTimeout(wait);
  }, [at]);
  return (
    <div class="support">
      <label>
        {words("flow.support")}
        <input
          type="range"
          min={LEAST}
          max={MOST}
          value={at}
          aria-valuetext={words("flow.support_value", { share: at })}
          onInput={(event) => setAt(Number(event.currentTarget.value))}
        />
        <output>{words("flow.support_value", { share: at })}</output>
      </label>
      <span role="status">{words("flow.remain", { steps: nodes.length, moves: edges.length })}</span>
    </div>
  );
}
