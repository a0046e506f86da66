import { useWords } from "../language";
import { signed } from "../marks/mood";
import { nameOf } from "../steps/name";
import type { Change } from "./curve";

const MOST = 4;

/** What two curves differ by, in words. */
export function Difference({ changes, other }: { changes: Change[]; other: string }) {
  const { words, locale } = useWords();
  if (changes.length === 0) return <p class="remark">{words("map.no_common", { other })}</p>;
  return (
    <ul class="differences" aria-label={words("map.differences", { other })}>
      {changes.slice(0, MOST).map((change) => (
        <li key={`${change.stage} ${change.touchpoint}`}>
          <span class={`chip ${change.clear ? (change.by > 0 ? "good" : "bad") : ""}`}>
            {change.by > 0 ? "▲" : "▼"} {signed(change.by, locale)}
          </span>
          <span>
            {words(sentence(change), { where: `${words(`stage.${change.stage}` as "stage.purchase")} · ${nameOf(words, change.touchpoint)}`, other, now: signed(change.now, locale), then: signed(change.then, locale) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function sentence({ by, clear }: Change): "map.better" | "map.worse" | "map.unclear" {
  if (!clear) return "map.unclear";
  return by > 0 ? "map.better" : "map.worse";
}
