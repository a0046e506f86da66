import { duration, number } from "../../shared/format";
import { funnel, type Funnel, type FunnelStep } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import { LengthBar } from "../marks/bar";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered } from "../shell/answered";
import { worst, type Leaving } from "./leaving";
import { Rescue } from "./rescue";

const DAYS = [7, 14, 30];

/** Onboarding step by step: how many went on, who is pending, where they leave, what they asked then. */
export function FunnelSection({ query, ask }: PageProps) {
  const { words } = useWords();
  const days = DAYS.includes(Number(query.own["days"])) ? Number(query.own["days"]) : 14;
  const answer = useLoaded(`/ops/api/funnel?${question(query, { days })}`, funnel);
  return (
    <section class="panel-box funnel">
      <header>
        <h2>{words("funnel.title")}</h2>
        <div class="choice-row" role="group" aria-label={words("funnel.within")}>
          {DAYS.map((count) => (
            <button key={count} aria-pressed={count === days} onClick={() => ask({ own: { ...query.own, days: String(count) } })}>
              {words("funnel.days", { count })}
            </button>
          ))}
        </div>
        <p>{words("funnel.explained", { count: days })}</p>
      </header>
      <Answered of={answer}>{(data) => <Steps funnel={data} ask={ask} />}</Answered>
    </section>
  );
}

function Steps({ funnel: { steps, rescue }, ask }: Pick<PageProps, "ask"> & { funnel: Funnel }) {
  const { words, locale } = useWords();
  if (!steps[0]?.customers) {
    return (
      <div class="hint">
        <strong>{words("funnel.empty")}</strong>
        <span>{words("funnel.empty_how")}</span>
        <code>Signed Up · Account Verified · Device Connected · First Used</code>
      </div>
    );
  }
  const leaving = worst(steps);
  return (
    <>
      {leaving && (
        <p class="finding">
          {words("funnel.worst", {
            step: wordFor(words, "step", leaving.step),
            next: wordFor(words, "step", leaving.next),
            count: number(leaving.left, locale),
            share: figure(leaving.share, "share", locale),
          })}
        </p>
      )}
      <ol class="funnel-steps">
        {steps.map((step, at) => (
          <Step key={step.step} step={step} next={steps[at + 1]} leaving={leaving} ask={ask} />
        ))}
      </ol>
      {rescue && <Rescue rescue={rescue} />}
    </>
  );
}

function Step({ step, next, leaving, ask }: Pick<PageProps, "ask"> & { step: FunnelStep; next?: FunnelStep; leaving?: Leaving }) {
  const { words, locale } = useWords();
  const name = wordFor(words, "step", step.step);
  const here = leaving?.step === step.step;
  return (
    <li class={here ? "worst" : undefined}>
      <div class="reached">
        <strong>{name}</strong>
        <LengthBar share={step.share ?? 0} />
        <span class="amount">
          <b>{figure(step.share, "share", locale)}</b> {words("funnel.customers", { count: number(step.customers, locale) })}
        </span>
      </div>
      {(next || step.asked_next.length > 0) && (
        <div class="onward">
          {next && <GoingOn step={step} />}
          <Asked step={step} name={name} ask={ask} />
        </div>
      )}
    </li>
  );
}

/** Between two steps: the share that went on, of those whose days have passed. */
function GoingOn({ step: { went_on, median_s } }: { step: FunnelStep }) {
  const { words, locale } = useWords();
  if (typeof went_on?.value !== "number") {
    return <p class="resting">{went_on?.pending ? words("funnel.unknown", { count: number(went_on.pending, locale) }) : words("funnel.nobody")}</p>;
  }
  const [low, high] = went_on.interval ?? [];
  return (
    <p class={went_on.few ? "resting few" : "resting"}>
      <b>↓ {words("funnel.went_on", { share: figure(went_on.value, "share", locale) })}</b>
      {low !== undefined && high !== undefined && <span>{words("tile.interval", { low: number(low * 100, locale, 1), high: `${number(high * 100, locale, 1)}%` })}</span>}
      <span>{words("tile.n", { n: number(went_on.n, locale) })}</span>
      {went_on.pending ? <span>{words("funnel.pending", { count: number(went_on.pending, locale) })}</span> : null}
      {typeof median_s === "number" && <span>{words("funnel.median", { time: duration(median_s, locale) })}</span>}
    </p>
  );
}

function Asked({ step, name, ask }: Pick<PageProps, "ask"> & { step: FunnelStep; name: string }) {
  const { words, locale } = useWords();
  if (step.asked_next.length === 0) return null;
  const list = step.asked_next.map(({ topic, customers }) => (
    <span class="chip" key={topic}>
      {wordFor(words, "topic", topic)} {number(customers, locale)}
    </span>
  ));
  return (
    <p class="asked">
      <span>{words("funnel.asked")}</span> {list}
      {step.rows && (
        <button class="link" aria-label={words("funnel.open_of", { name })} onClick={() => ask({ rows: step.rows ?? undefined, named: words("funnel.left_at", { name }) })}>
          {words("funnel.open")}
        </button>
      )}
    </p>
  );
}
