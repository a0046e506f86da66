import { number, time } from "../../shared/format";
import type { Reading } from "../../shared/frames/ops";
import type { Alarm } from "../../shared/frames/ops_goals";
import type { Locale, Words } from "../../shared/words";
import type { OpsKey } from "../catalogue/ko";
import { figure } from "../figure";
import { wordFor } from "../language";
import { period } from "../period";

/** What an alarm says, in a sentence; one of a kind that is not known here says its kind. `name` names a metric. */
export function saidBy({ kind, data }: Alarm, words: Words<OpsKey>, locale: Locale, name: (metric: string) => string): string {
  if (kind === "goal_missed") {
    const unit = data["unit"] as Reading["unit"];
    return words(data["direction"] === "at_most" ? "alarm.goal_over" : "alarm.goal_under", {
      name: name(String(data["metric"])),
      target: figure(data["target"] as number, unit, locale),
      value: figure(data["value"] as number | null, unit, locale),
      days: period(String(data["first_day"]), String(data["last_day"]), locale),
    });
  }
  if (kind === "topic_rises") {
    const day = String(data["day"] ?? data["flagged"]);
    return words("alarm.topic_rises", { topic: wordFor(words, "topic", String(data["topic"])), factor: number(Number(data["factor"]), locale, 1), day: time(day, "date", locale) });
  }
  return wordFor(words, "alarm", kind);
}
