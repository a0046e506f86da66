import { useCallback, useMemo } from "preact/hooks";
import { Chart, type At, type Paint } from "../chart/chart";
import { useWords } from "../language";
import { STAGES, type Spot } from "./curve";
import { keysOf, saidOf, tableOf, tipOf, type Curves } from "./curve_words";
import { curveOption } from "./drawing";

const HEIGHT = 230;
/** In px: below it the columns stand under each other, and the curve names its stages itself. */
const NARROW = 620;

/** How customers feel from stage to stage. Its columns are those of the cells below it. */
export function Curve({ onSpot, ...curves }: Curves & { onSpot(spot: Spot): void }) {
  const spoken = useWords();
  const { words, locale } = spoken;
  const { now, then } = curves;
  const all = useMemo(() => [...now, ...(then ?? [])], [now, then]);
  const option = useCallback(
    (paint: Paint, width: number) =>
      curveOption({
        now,
        then,
        paint,
        stages: STAGES.map((stage) => words(`stage.${stage}`)),
        narrow: width < NARROW,
        words: { good: words("map.good"), bad: words("map.bad") },
      }),
    [now, then, locale],
  );
  const found = ({ data }: At): Spot | undefined => all[(data as { spot?: number } | undefined)?.spot ?? -1];
  const pick = (at: At) => {
    const spot = found(at);
    if (spot) onSpot(spot);
  };
  const tip = (at: At) => {
    const spot = found(at);
    return spot && tipOf(spoken, curves, spot);
  };
  return (
    <Chart
      label={words("map.curve_label")}
      says={saidOf(spoken, curves)}
      height={HEIGHT}
      legend={keysOf(spoken, curves)}
      option={option}
      onPick={pick}
      tip={tip}
      table={() => tableOf(spoken, curves)}
    />
  );
}
