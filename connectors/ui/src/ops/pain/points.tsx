import { number } from "../../shared/format";
import { pain, type PainPoint } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import { Whisker } from "../marks/whisker";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered } from "../shell/answered";
import { EVEN, isEven, LEVELS, PARTS, readWeights, weighed, writeWeights, type Part, type Weighed, type Weights } from "./weights";

/** Few answers: the number is shown paler. */
const FEW = 30;

/** Topics by how much they hurt, with the parts of it; whoever reads may weigh the parts in their own way. */
export function PointsSection({ query, ask }: PageProps) {
  const { words } = useWords();
  const answer = useLoaded(`/ops/api/pain?${question(query)}`, pain);
  const weights = readWeights(query.own["weights"]);
  const weigh = (next: Weights) => {
    const { weights: _, ...rest } = query.own;
    const written = writeWeights(next);
    ask({ own: written ? { ...rest, weights: written } : rest });
  };
  return (
    <section class="panel-box">
      <header>
        <h2>{words("pain.title")}</h2>
        <p>{words("pain.explained")}</p>
      </header>
      <Answered of={answer}>
        {(data) =>
          data.points.length === 0 ? (
            <p class="none">{words("pain.empty")}</p>
          ) : (
            <>
              <Weighing weights={weights} onWeights={weigh} />
              <Points found={weighed(data.points, weights)} ask={ask} own={!isEven(weights)} />
            </>
          )
        }
      </Answered>
    </section>
  );
}

function Weighing({ weights, onWeights }: { weights: Weights; onWeights(weights: Weights): void }) {
  const { words } = useWords();
  return (
    <details class="weighing" open={!isEven(weights)}>
      <summary>{words("pain.weigh")}</summary>
      <div>
        {PARTS.map((part) => (
          <Level key={part} part={part} level={weights[part]} onLevel={(level) => onWeights({ ...weights, [part]: level })} />
        ))}
        <button class="button" disabled={isEven(weights)} onClick={() => onWeights(EVEN)}>
          {words("pain.reset")}
        </button>
      </div>
    </details>
  );
}

function Level({ part, level, onLevel }: { part: Part; level: number; onLevel(level: number): void }) {
  const { words } = useWords();
  return (
    <div class="level">
      <span>{words(`pain.${part}`)}</span>
      <div class="choice-row" role="group" aria-label={words(`pain.${part}`)}>
        {LEVELS.map((one) => (
          <button key={one} aria-pressed={one === level} onClick={() => onLevel(one)}>
            {words(`pain.level_${one}` as "pain.level_1")}
          </button>
        ))}
      </div>
    </div>
  );
}

/** A table on a wide screen, cards on a phone. */
function Points({ found, ask, own }: Pick<PageProps, "ask"> & { found: Weighed[]; own: boolean }) {
  const { words } = useWords();
  const most = Math.max(...found.map(({ share, high }) => high ?? share), 0.01);
  return (
    <table class="points">
      <caption class="sr">{words("pain.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{words("pain.topic")}</th>
          <th scope="col" class="graph">
            {words(own ? "pain.share_own" : "pain.share")}
          </th>
          {PARTS.map((part) => (
            <th key={part} scope="col">
              {words(`pain.${part}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {found.map((one, at) => (
          <Point key={one.point.topic} {...one} place={at + 1} most={most} ask={ask} />
        ))}
      </tbody>
    </table>
  );
}

function Point({ point, share, low, high, place, most, ask }: Weighed & Pick<PageProps, "ask"> & { place: number; most: number }) {
  const { words, locale } = useWords();
  const name = wordFor(words, "topic", point.topic);
  const [best, worst] = point.rank;
  return (
    <tr>
      <th scope="row">
        <span class="place">{place}</span>
        <span>
          <button class="link" onClick={() => point.rows && ask({ rows: point.rows, named: name })}>
            {name}
          </button>
          <small>
            {low !== undefined && best !== undefined && worst !== undefined && best !== worst && words("pain.rank", { best, worst })}
          </small>
        </span>
      </th>
      <td class="graph">
        <b>{figure(share, "share", locale)}</b>
        <Whisker value={share} low={low} high={high} most={most} tone="bad" />
        {low !== undefined && high !== undefined && <small>{words("tile.interval", { low: number(low * 100, locale), high: `${number(high * 100, locale)}%` })}</small>}
      </td>
      <td data-name={words("pain.contacts")}>{number(point.contacts, locale)}</td>
      <Part name={words("pain.failed")} part={point.failed} unit="share" />
      <Part name={words("pain.negative")} part={point.negative} unit="share" />
      <Part name={words("pain.minutes")} part={point.minutes} unit="minutes" />
    </tr>
  );
}

function Part({ name, part, unit }: { name: string; part: PainPoint["failed"] | PainPoint["minutes"]; unit: "share" | "minutes" }) {
  const { words, locale } = useWords();
  const value = typeof part.value === "number" ? (unit === "share" ? figure(part.value, "share", locale) : words("pain.in_minutes", { count: number(part.value, locale, 1) })) : "–";
  const raw = "raw" in part && typeof part.raw === "number" ? words("pain.raw", { value: figure(part.raw, "share", locale), n: number(part.n, locale) }) : words("tile.n", { n: number(part.n, locale) });
  return (
    <td data-name={name} class={part.n < FEW ? "few" : undefined} title={raw}>
      {value}
    </td>
  );
}
