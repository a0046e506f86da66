import type { Goal } from "../../shared/frames/ops_goals";
import { number } from "../../shared/format";
import { figure } from "../figure";
import { useWords, wordFor } from "../language";
import { period } from "../period";
import { Bullet } from "./bullet";
import { gateway } from "./gateway";
import { Narrowed } from "./narrowed";
import { Removal } from "./removal";

export const tones: Record<Goal["state"], string> = { met: "good", on_track: "good", behind: "warn", missed: "bad", too_early: "" };

interface Props {
  goal: Goal;
  onChange(): void;
}

/** One goal: where it stands, how far it is, and how much of its time has passed. */
export function GoalCard({ goal, onChange }: Props) {
  const { words, locale } = useWords();
  const { reading, target, direction, distance, elapsed, state } = goal;
  const unit = reading?.unit ?? "count";
  const name = wordFor(words, "metric", goal.metric);
  return (
    <article class="panel-box goal">
      <header>
        <h3>
          {name} <span>{words(`goal.${direction}`, { target: figure(target, unit, locale) })}</span>
        </h3>
        <span class={`chip ${tones[state]}`}>{words(`state.${state}`)}</span>
      </header>
      <p class="goal-of">
        <Narrowed filter={goal.filter} /> <span>{period(goal.first_day, goal.last_day, locale)}</span>
      </p>
      <p class="goal-value">
        <b>{figure(reading?.value, unit, locale)}</b> {distanceWords()}
      </p>
      {reading && reading.value !== null && <Bullet goal={goal} reading={reading} name={name} />}
      <div class="pace">
        <svg aria-hidden="true">
          <rect class="ground" width="100%" height="100%" rx="3" />
          <rect class="gone" width={`${elapsed * 100}%`} height="100%" rx="3" />
        </svg>
        <span>{words(elapsed >= 1 ? "goal.over" : "goal.elapsed", { share: `${number(elapsed * 100, locale)}%` })}</span>
      </div>
      <p class="rests-on">
        {reading && unit !== "count" && <span>{words("tile.n", { n: number(reading.n, locale) })}</span>}
        {reading?.pending ? <span>{words("tile.pending", { count: number(reading.pending, locale) })}</span> : null}
        {goal.uncertain && <span>{words("goal.uncertain")}</span>}
        {reading?.few && unit !== "count" && <span>{words("tile.few")}</span>}
      </p>
      <footer>
        <span class="remark">{goal.created_by?.name}</span>
        <Removal name={name} remove={() => gateway.removeGoal(goal.id)} onDone={onChange} />
      </footer>
    </article>
  );

  function distanceWords(): string {
    if (distance === null) return words("goal.no_value");
    const far = unit === "share" ? words("goal.points", { by: number(Math.abs(distance) * 100, locale, 1) }) : figure(Math.abs(distance), unit, locale);
    const reached = direction === "at_least" ? distance >= 0 : distance <= 0;
    return words(reached ? "goal.ahead" : direction === "at_least" ? "goal.short" : "goal.beyond", { far });
  }
}
