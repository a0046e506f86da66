import { useWords } from "../language";
import { Feeling } from "../marks/feeling";
import { nameOf } from "../steps/name";
import { extremes, type Spot } from "./curve";

/** The two moments that customers will remember: the worst and the best one that enough of them felt. */
export function Moments({ spots }: { spots: readonly Spot[] }) {
  const { words } = useWords();
  const found = extremes(spots);
  if (!found) return null;
  const moments = [
    ["map.worst", found.worst],
    ["map.best", found.best],
  ] as const;
  return (
    <dl class="moments">
      {moments.map(([key, spot]) => (
        <div key={key}>
          <dt>{words(key)}</dt>
          <dd>
            {words(`stage.${spot.stage}` as "stage.purchase")} · {nameOf(words, spot.touchpoint)} <Feeling value={spot.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
