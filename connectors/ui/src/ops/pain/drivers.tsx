import { number } from "../../shared/format";
import { drivers, type Driver } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { Whisker } from "../marks/whisker";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered } from "../shell/answered";

const KINDS = ["csat", "solved"] as const;

/** What goes with dissatisfaction, by how much of it each explains. */
export function DriversSection({ query, ask }: PageProps) {
  const { words, locale } = useWords();
  const of = KINDS.find((kind) => kind === query.own["driven"]) ?? "csat";
  const answer = useLoaded(`/ops/api/drivers?${question(query, { of })}`, drivers);
  return (
    <section class="panel-box">
      <header>
        <h2>{words("driver.title")}</h2>
        <div class="choice-row" role="group" aria-label={words("driver.of")}>
          {KINDS.map((kind) => (
            <button key={kind} aria-pressed={kind === of} onClick={() => ask({ own: { ...query.own, driven: kind } })}>
              {words(`driver.${kind}`)}
            </button>
          ))}
        </div>
        <p>{words(`driver.${of}_explained`)}</p>
      </header>
      <Answered of={answer}>
        {(data) =>
          data.too_few || data.drivers.length === 0 ? (
            <div class="hint">
              <strong>{words("driver.too_few")}</strong>
              <span>{words("driver.too_few_how", { n: number(data.n, locale) })}</span>
            </div>
          ) : (
            <>
              <List drivers={data.drivers} />
              <p class="association">
                <b>{words("driver.association")}</b> {data.note[locale]}{" "}
                {typeof data.r2 === "number" && words("driver.explains", { share: figure(data.r2, "share", locale), n: number(data.n, locale) })}
              </p>
            </>
          )
        }
      </Answered>
    </section>
  );
}

function List({ drivers: found }: { drivers: Driver[] }) {
  const { words, locale } = useWords();
  const most = Math.max(...found.map(({ share, high }) => Math.max(share, high)), 0.01);
  return (
    <table class="points drivers">
      <caption class="sr">{words("driver.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{words("driver.name")}</th>
          <th scope="col" class="graph">
            {words("driver.share")}
          </th>
          <th scope="col">{words("driver.meaning")}</th>
        </tr>
      </thead>
      <tbody>
        {found.map((driver) => (
          <tr key={driver.id}>
            <th scope="row">{driver.name[locale]}</th>
            <td class="graph">
              <b>{figure(driver.share, "share", locale)}</b>
              <Whisker value={driver.share} low={driver.low} high={driver.high} most={most} tone={toneOf(driver) ?? "quiet"} />
              <small>{words("tile.interval", { low: number(driver.low * 100, locale), high: `${number(driver.high * 100, locale)}%` })}</small>
            </td>
            <td data-name={words("driver.meaning")}>
              <span class={`chip ${toneOf(driver) ?? ""}`}>
                {toneOf(driver) && (driver.effect < 0 ? "▼" : "▲")} {driver.meaning[locale]}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const toneOf = ({ effect, sure }: Driver): "bad" | "good" | undefined => (sure === false ? undefined : effect < 0 ? "bad" : "good");
