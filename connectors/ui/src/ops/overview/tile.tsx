import { useId } from "preact/hooks";
import type { Metric } from "../../shared/frames/ops";
import { number } from "../../shared/format";
import { InfoIcon } from "../../shared/icons";
import { figure } from "../figure";
import { useWords } from "../language";

interface Props {
  metric: Metric;
  onRows(part?: string): void;
}

/** A number with what it rests on; the number itself opens the contacts behind it. */
export function Tile({ metric, onRows }: Props) {
  const { words, locale } = useWords();
  const popover = useId();
  const name = metric.name[locale];
  const few = metric.few && metric.unit !== "count";
  return (
    <article class={few ? "tile few" : "tile"}>
      <header>
        <h2>{name}</h2>
        <button class="quiet round" popovertarget={popover} aria-label={words("tile.definition", { name })}>
          <InfoIcon />
        </button>
      </header>
      <button class="value" aria-label={`${words("tile.rows", { name })}: ${figure(metric.value, metric.unit, locale)}`} onClick={() => onRows()}>
        {figure(metric.value, metric.unit, locale)}
      </button>
      <p class="rests-on">
        <Range metric={metric} />
        {metric.unit !== "count" && <span>{words("tile.n", { n: number(metric.n, locale) })}</span>}
        {metric.pending ? (
          <button class="link" onClick={() => onRows("pending")}>
            {words("tile.pending", { count: number(metric.pending, locale) })}
          </button>
        ) : null}
      </p>
      {few && metric.n > 0 && <p class="rests-on">{words("tile.few")}</p>}
      <Definition id={popover} metric={metric} />
    </article>
  );
}

function Range({ metric }: { metric: Metric }) {
  const { words, locale } = useWords();
  const { p50, p90 } = metric.percentiles ?? {};
  if (p50 !== undefined && p90 !== undefined) {
    return <span>{words("tile.percentiles", { p50: figure(p50, "seconds", locale), p90: figure(p90, "seconds", locale) })}</span>;
  }
  const [low, high] = metric.interval ?? [];
  if (low === undefined || high === undefined) return null;
  return <span>{words("tile.interval", { low: number(low * 100, locale, 1), high: `${number(high * 100, locale, 1)}%` })}</span>;
}

function Definition({ id, metric }: { id: string; metric: Metric }) {
  const { words, locale } = useWords();
  const other = locale === "ko" ? "en" : "ko";
  return (
    <div id={id} popover="auto" class="definition" role="dialog" aria-label={words("tile.definition", { name: metric.name[locale] })}>
      <h4>{metric.name[locale]}</h4>
      <p>{metric.formula[locale]}</p>
      <p class="other" lang={other}>
        {metric.formula[other]}
      </p>
      <dl class="facts">
        <div>
          <dt>{words("definition.numerator")}</dt>
          <dd>{number(metric.numerator, locale)}</dd>
        </div>
        <div>
          <dt>{words("definition.denominator")}</dt>
          <dd>{number(metric.denominator, locale)}</dd>
        </div>
        <div>
          <dt>{words("definition.pending")}</dt>
          <dd>{number(metric.pending ?? 0, locale)}</dd>
        </div>
      </dl>
      <p class="version">{words("tile.version", { version: metric.version })}</p>
    </div>
  );
}
