import { number, time } from "../../shared/format";
import type { Churn, RiskModel, Risky } from "../../shared/frames/ops_journey";
import { useWords } from "../language";

/** Why nobody is listed, or not by everything: what was worked out is too old, or too little is known yet. */
export function Notes({ data: { computed_at, stale, model, again } }: { data: Churn }) {
  const { words, locale } = useWords();
  const few = model && model.n === 0;
  return (
    <>
      {stale && computed_at && <Note title={words("churn.stale")} how={words("churn.stale_how", { time: time(computed_at, "moment", locale) })} />}
      {few && <Note title={words("churn.too_few")} how={words("churn.too_short")} />}
      {!few && model && <TooFew about="leave" model={model} />}
      {!few && again && <TooFew about="again" model={again.model} />}
    </>
  );
}

function TooFew({ about, model: { n, events, too_few } }: { about: Risky; model: RiskModel }) {
  const { words, locale } = useWords();
  if (!too_few) return null;
  const seen = words(`churn.looked_${about}`, { n: number(n, locale), events: number(events, locale) });
  return <Note title={words(`churn.too_few_${about}`)} how={`${seen} ${words("churn.too_few_how")}`} />;
}

function Note({ title, how }: { title: string; how: string }) {
  return (
    <section class="hint" role="note">
      <strong>{title}</strong>
      <span>{how}</span>
    </section>
  );
}
