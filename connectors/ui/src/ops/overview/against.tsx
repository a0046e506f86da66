import { number } from "../../shared/format";
import type { Metric } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords } from "../language";
import { DownIcon, LevelIcon, UpIcon } from "../shell/icons";
import { changeOf, type Change, type Verdict } from "./change";

const tones: Record<Verdict, string> = { better: "good", worse: "bad", moved: "", unclear: "" };

/** A number against what it is compared with: an arrow, how much, and in a word whether that is good. */
export function Against({ metric }: { metric: Metric }) {
  const { words, locale } = useWords();
  const change = changeOf(metric, metric.before, metric.better);
  if (!change || !metric.before) return null;
  const Arrow = change.by > 0 ? UpIcon : change.by < 0 ? DownIcon : LevelIcon;
  const before = words("change.before", { value: figure(metric.before.value, metric.unit, locale), n: number(metric.before.n, locale) });
  return (
    <span class={`against ${tones[change.verdict]}`} title={before}>
      <Arrow />
      <b>{amount(change)}</b> {words(`change.${change.verdict}`)}
    </span>
  );

  function amount({ by }: Change): string {
    const text = number(Math.abs(by) * 100, locale, 1);
    return words(metric.unit === "share" ? "change.points" : "change.percent", { sign: by < 0 ? "−" : "+", by: text });
  }
}
