import { useId } from "preact/hooks";
import type { Metric } from "../../shared/frames/ops";
import { number } from "../../shared/format";
import { InfoIcon } from "../../shared/icons";
import { useWords } from "../language";

/** What exactly is counted, when somebody asks: formula in words, id and version, and the counts themselves. */
export function Definition({ metric }: { metric: Metric }) {
  const { words, locale } = useWords();
  const id = useId();
  const other = locale === "ko" ? "en" : "ko";
  const name = metric.name[locale];
  const facts = [
    ["definition.numerator", metric.numerator],
    ["definition.denominator", metric.denominator],
    ["definition.pending", metric.pending ?? 0],
  ] as const;
  return (
    <>
      <button class="quiet round explain" popovertarget={id} aria-label={words("tile.definition", { name })}>
        <InfoIcon />
      </button>
      <div id={id} popover="auto" class="definition" role="dialog" aria-label={words("tile.definition", { name })}>
        <p class="name">{name}</p>
        <p>{metric.formula[locale]}</p>
        <p class="other" lang={other}>
          {metric.formula[other]}
        </p>
        <dl class="facts">
          {facts.map(([key, value]) => (
            <div key={key}>
              <dt>{words(key)}</dt>
              <dd>{number(value, locale)}</dd>
            </div>
          ))}
        </dl>
        <p class="version">
          {words("tile.version", { version: metric.version })} · <span class="code">{metric.id}</span>
        </p>
      </div>
    </>
  );
}
