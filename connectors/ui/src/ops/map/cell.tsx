import type { ComponentChildren } from "preact";
import { number } from "../../shared/format";
import type { Touchpoint } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords, wordFor } from "../language";
import { LengthBar } from "../marks/bar";
import { Feeling } from "../marks/feeling";
import { signed } from "../marks/mood";
import { nameOf } from "../steps/name";
import type { Change } from "./curve";
import { savings, type SavedContacts } from "./savings";

interface Props {
  touchpoint: Touchpoint;
  /** From 0 to 1 of the busiest one. */
  volume: number;
  /** How the feeling differs from the map that this one is compared with. */
  change?: Change;
  onRows(): void;
}

/** A touchpoint of the map: how much goes on there, how it feels, and what it costs. */
export function Cell({ touchpoint, volume, change, onRows }: Props) {
  const { words, locale } = useWords();
  const name = nameOf(words, touchpoint.touchpoint);
  const { emotion, pain } = touchpoint;
  return (
    <li class="cell">
      <header>
        <h4>{name}</h4>
        <span class="amount">{words("map.events", { count: number(touchpoint.events, locale) })}</span>
      </header>
      <LengthBar share={volume} />
      {typeof emotion?.value === "number" && (
        <p class="feeling">
          <Feeling value={emotion.value} />
          {change?.clear && (
            <span class={change.by > 0 ? "up" : "down"}>
              {change.by > 0 ? "▲" : "▼"} {signed(change.by, locale)}
            </span>
          )}
        </p>
      )}
      <dl>
        <Facts touchpoint={touchpoint} />
      </dl>
      {pain && (
        <p class="pain">
          {words("map.pain", { topic: wordFor(words, "topic", pain.topic), share: typeof pain.share === "number" ? `${number(pain.share * 100, locale)}%` : "" })}
        </p>
      )}
      {touchpoint.saved && <Saved saved={touchpoint.saved} />}
      {touchpoint.rows && touchpoint.contacts > 0 && (
        <button class="link" onClick={onRows} aria-label={`${name}: ${words("map.contacts", { count: number(touchpoint.contacts, locale) })}`}>
          {words("map.contacts", { count: number(touchpoint.contacts, locale) })}
        </button>
      )}
    </li>
  );
}

function Facts({ touchpoint: { effort, fcr, drop_off } }: { touchpoint: Touchpoint }) {
  const { words, locale } = useWords();
  const known: [string, ComponentChildren, boolean][] = [];
  if (typeof fcr?.value === "number") known.push(["FCR", figure(fcr.value, "share", locale), fcr.few]);
  if (typeof effort?.value === "number") known.push([words("map.effort"), words("map.of_seven", { value: number(effort.value, locale, 1) }), effort.n < 30]);
  if (typeof drop_off?.value === "number") known.push([words("map.drop_off"), figure(drop_off.value, "share", locale), drop_off.few]);
  return (
    <>
      {known.map(([name, value, few]) => (
        <div key={name} class={few ? "few" : undefined} title={few ? words("tile.few") : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </>
  );
}

/** Contacts that never came, because customers were told first; said only where it is more than chance. */
function Saved({ saved }: { saved: SavedContacts }) {
  const { words, locale } = useWords();
  const { low, high, told, held_back } = saved;
  const known = typeof low === "number" && typeof high === "number";
  const says = savings(saved);
  return (
    <div class={`saved ${says}`}>
      <strong>{words(`map.saved_${says}`, { count: number(Math.abs(saved.contacts ?? 0), locale) })}</strong>
      <span>
        {known && words("map.saved_range", { low: number(low, locale), high: number(high, locale) })}{" "}
        {words("map.saved_of", { told: number(told, locale), held: number(held_back, locale) })}
      </span>
    </div>
  );
}
