import { useCallback, useMemo } from "preact/hooks";
import { number } from "../../shared/format";
import { Chart, type At, type Key, type Paint } from "../chart/chart";
import { useWords } from "../language";
import { moodOf, signed } from "../marks/mood";
import { nameOf } from "../steps/name";
import { extremes, FEW, STAGES, type Spot } from "./curve";
import { curveOption } from "./drawing";

interface Props {
  now: Spot[];
  then?: Spot[];
  /** What both curves are called, where there are two. */
  names: { now: string; then: string };
  onSpot(spot: Spot): void;
}

const HEIGHT = 230;

/** How customers feel from stage to stage. Its columns are those of the cells below it. */
export function Curve({ now, then, names, onSpot }: Props) {
  const { words, locale } = useWords();
  const all = useMemo(() => [...now, ...(then ?? [])], [now, then]);
  const stages = STAGES.map((stage) => words(`stage.${stage}`));
  const option = useCallback(
    (paint: Paint, width: number) => curveOption({ now, then, paint, stages, narrow: width < 620, words: { good: words("map.good"), bad: words("map.bad") } }),
    [now, then, locale],
  );
  const of = (spot: Spot) => `${words(`stage.${spot.stage}` as "stage.purchase")} · ${nameOf(words, spot.touchpoint)}`;
  const range = ({ low, high }: Spot) => `${signed(low, locale)} ~ ${signed(high, locale)}`;
  const found = ({ data }: At): Spot | undefined => all[(data as { spot?: number } | undefined)?.spot ?? -1];
  const keys: Key[] = [
    ...(then ? ([{ label: names.now, tone: "accent", mark: "line" }, { label: names.then, tone: "info", mark: "dashed" }] as const) : []),
    ...(now.some(({ n }) => n < FEW) ? ([{ label: words("map.few"), tone: "quiet", mark: "dot" }] as const) : []),
  ];
  const ends = extremes(now);
  return (
    <Chart
      label={words("map.curve_label")}
      says={ends && words("map.says", { worst: of(ends.worst), low: signed(ends.worst.value, locale), best: of(ends.best), high: signed(ends.best.value, locale) })}
      height={HEIGHT}
      legend={keys.length > 0 ? keys : undefined}
      option={option}
      onPick={(at) => {
        const spot = found(at);
        if (spot) onSpot(spot);
      }}
      tip={(at) => {
        const spot = found(at);
        if (!spot) return undefined;
        const which = then ? (now.includes(spot) ? names.now : names.then) : undefined;
        return {
          title: of(spot),
          lines: [
            { label: which ?? words("map.feeling"), value: `${words(`mood.${moodOf(spot.value)}`)} ${signed(spot.value, locale)}` },
            { label: words("map.interval"), value: range(spot) },
          ],
          note: words("tile.n", { n: number(spot.n, locale) }),
        };
      }}
      table={() => ({
        head: [words("map.touchpoint"), ...(then ? [words("map.which")] : []), words("map.feeling"), words("map.interval"), words("map.cases")],
        rows: all.map((spot) => [
          of(spot),
          ...(then ? [now.includes(spot) ? names.now : names.then] : []),
          signed(spot.value, locale),
          range(spot),
          number(spot.n, locale),
        ]),
      })}
    />
  );
}

