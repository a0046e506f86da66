import { number } from "../../shared/format";
import type { Journey } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords } from "../language";
import { LengthBar } from "../marks/bar";
import type { PageProps } from "../pages";
import { question } from "../query";
import { nameOf } from "../steps/name";
import { isSupport } from "../steps/step";

/** A handful of journeys that stand for many: their steps, how many went so, and how it ended. */
export function Journeys({ journeys, query, ask }: PageProps & { journeys: Journey[] }) {
  const { words, locale } = useWords();
  if (journeys.length === 0) return <p class="none">{words("paths.no_journeys")}</p>;
  return (
    <ol class="journeys">
      {journeys.map((journey, at) => (
        <li key={journey.steps.join(" ")}>
          <header>
            <strong>{figure(journey.share, "share", locale)}</strong>
            <span>{words("paths.customers", { count: number(journey.customers, locale) })}</span>
            <LengthBar share={journey.share} />
          </header>
          <Chain steps={journey.steps} />
          <Outcome outcome={journey.outcome} />
          {journey.example.length > 0 && (
            <p class="examples">
              <span>{words("paths.examples")}</span>
              {journey.example.map((customer) => (
                <button
                  key={customer}
                  class="link code"
                  onClick={() => ask({ rows: question(query, { customer }), named: words("paths.example_named", { customer, at: at + 1 }) })}
                >
                  {customer}
                </button>
              ))}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function Chain({ steps }: { steps: string[] }) {
  const { words } = useWords();
  return (
    <ol class="chain">
      {steps.map((step, at) => (
        <li key={at} class={isSupport(step) ? "support-step" : undefined}>
          {nameOf(words, step)}
        </li>
      ))}
    </ol>
  );
}

function Outcome({ outcome: { resolved, repeat, ordered_again } }: Pick<Journey, "outcome">) {
  const { words, locale } = useWords();
  const known = [
    ["paths.resolved", resolved],
    ["paths.repeat", repeat],
    ["paths.ordered_again", ordered_again],
  ] as const;
  return (
    <dl class="outcome">
      {known.flatMap(([key, share]) =>
        typeof share === "number"
          ? [
              <div key={key}>
                <dt>{words(key)}</dt>
                <dd>{figure(share, "share", locale)}</dd>
              </div>,
            ]
          : [],
      )}
    </dl>
  );
}
