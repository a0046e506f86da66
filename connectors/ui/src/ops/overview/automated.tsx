import type { Metric } from "../../shared/frames/ops";
import { number } from "../../shared/format";
import { figure } from "../figure";
import { useWords } from "../language";
import { Against } from "./against";
import { Definition } from "./definition";
import { isFew } from "./rests_on";

interface Props {
  confirmed: Metric;
  assumed: Metric;
  onRows(metric: Metric, part?: string): void;
}

/** What was settled without a person: said by the customer, and taken to be so. Stacked, never one number. */
export function Automated({ confirmed, assumed, onRows }: Props) {
  const { words, locale } = useWords();
  const parts = [
    { metric: confirmed, tone: 1, word: words("automated.confirmed") },
    { metric: assumed, tone: 2, word: words("automated.assumed") },
  ];
  const ends = [0, confirmed.value ?? 0, (confirmed.value ?? 0) + (assumed.value ?? 0)];
  return (
    <article class={isFew(confirmed) ? "tile stack few" : "tile stack"}>
      <header>
        <h2>{words("automated.title")}</h2>
      </header>
      <svg class="stack-bar" aria-hidden="true">
        <rect class="ground" width="100%" height="100%" rx="6" />
        {parts.map(({ metric, tone }, index) => (
          <rect key={metric.id} class={`tone-${tone}`} x={`${ends[index]! * 100}%`} width={`${(metric.value ?? 0) * 100}%`} height="100%" />
        ))}
      </svg>
      <div class="stack-parts">
        {parts.map(({ metric, tone, word }) => (
          <div key={metric.id}>
            <p class="part-name">
              <i class={`swatch tone-${tone}`} /> {word} <Definition metric={metric} />
            </p>
            <button class="value" aria-label={`${words("tile.rows", { name: metric.name[locale] })}: ${figure(metric.value, "share", locale)}`} onClick={() => onRows(metric)}>
              {figure(metric.value, "share", locale)}
            </button>
            <Against metric={metric} />
          </div>
        ))}
      </div>
      <p class="rests-on">
        <span>{words("tile.n", { n: number(confirmed.n, locale) })}</span>
        <span>{words("automated.note")}</span>
      </p>
    </article>
  );
}
