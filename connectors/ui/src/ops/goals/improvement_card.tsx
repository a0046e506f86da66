import type { Reading } from "../../shared/frames/ops";
import type { Improvement } from "../../shared/frames/ops_goals";
import { number, time } from "../../shared/format";
import { figure } from "../figure";
import { useWords, wordFor } from "../language";
import { BeforeAfter } from "./before_after";
import { gateway } from "./gateway";
import { Narrowed } from "./narrowed";
import { proofOf, type Proof } from "./proof";
import { Removal } from "./removal";
import { useSubmitting } from "./submitting";

const tones: Record<Proof, string> = { not_yet: "", proven: "good", worse: "bad", unproven: "warn" };

interface Props {
  improvement: Improvement;
  onChange(): void;
}

/** One change: the number before it and after it, and whether that proves anything. */
export function ImprovementCard({ improvement, onChange }: Props) {
  const { words, locale } = useWords();
  const { id, title, note, before, after, change, days, verdict } = improvement;
  const unit = before?.unit ?? after?.unit ?? "count";
  const name = wordFor(words, "metric", improvement.metric);
  const proof = proofOf(improvement);
  return (
    <article class="panel-box improvement">
      <header>
        <h3>{title}</h3>
        <span class={`chip ${tones[proof]}`}>{words(`proof.${proof}`)}</span>
      </header>
      {note && <p class="remark">{note}</p>}
      <p class="goal-of">
        <span>{name}</span> <Narrowed filter={improvement.filter} />{" "}
        <span>{words("improvement.since", { day: time(improvement.started_on, "date", locale), days })}</span>
      </p>
      {before && after && before.value !== null && after.value !== null ? (
        <BeforeAfter before={before} after={after} name={name} />
      ) : (
        <p class="none">{words("improvement.nothing_yet")}</p>
      )}
      {change && (
        <p class="goal-value">
          <b>{difference(change.value, true)}</b> {words("improvement.interval", { low: difference(change.low, true), high: difference(change.high, true) })}
        </p>
      )}
      <p class="remark">{words(`proof.${proof}_why`)}</p>
      <footer>
        <Verdict id={id} verdict={verdict} onChange={onChange} />
        <Removal name={title} remove={() => gateway.removeImprovement(id)} onDone={onChange} />
      </footer>
    </article>
  );

  function difference(by: number, signed: boolean): string {
    const sign = signed ? (by < 0 ? "−" : "+") : "";
    return `${sign}${amount(Math.abs(by), unit)}`;
  }

  function amount(by: number, of: Reading["unit"]): string {
    return of === "share" ? words("goal.points", { by: number(by * 100, locale, 1) }) : figure(by, of, locale);
  }
}

function Verdict({ id, verdict, onChange }: Pick<Improvement, "id" | "verdict"> & { onChange(): void }) {
  const { words } = useWords();
  const { busy, fault, submit } = useSubmitting();
  const choices = ["kept", "withdrawn"] as const;
  return (
    <span class="verdict">
      <span class="choice-row" role="group" aria-label={words("verdict.label")}>
        {choices.map((choice) => (
          <button key={choice} disabled={busy} aria-pressed={verdict === choice} onClick={() => submit(() => gateway.decide(id, choice), onChange)}>
            {words(`verdict.${choice}`)}
          </button>
        ))}
      </span>
      {fault && (
        <span class="fault" role="alert">
          {words(fault.key)}
        </span>
      )}
    </span>
  );
}
