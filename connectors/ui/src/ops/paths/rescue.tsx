import { number } from "../../shared/format";
import type { Funnel } from "../../shared/frames/ops_journey";
import type { Reading } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords } from "../language";
import { Whisker } from "../marks/whisker";
import { signed } from "../marks/mood";
import { lift } from "./leaving";

/** Who was stuck and chosen by lot to be shown the step's guide, on their screen or not, against those held back to compare. */
export function Rescue({ rescue: { offered, shown, taken, went_on, held_back } }: { rescue: NonNullable<Funnel["rescue"]> }) {
  const { words, locale } = useWords();
  const by = lift(went_on, held_back);
  const points = (share: number) => number(share * 100, locale, 1);
  const most = Math.max(...[went_on, held_back].map((one) => one?.interval?.[1] ?? one?.value ?? 0), 0.01);
  return (
    <section class="rescue" aria-labelledby="rescue-title">
      <h3 id="rescue-title">{words("rescue.title")}</h3>
      {offered === 0 ? (
        <p class="remark">{words("rescue.none")}</p>
      ) : (
        <>
          <p class="remark">
            {words(typeof shown === "number" ? "rescue.offered_shown" : "rescue.offered", {
              offered: number(offered, locale),
              shown: number(shown ?? 0, locale),
              taken: number(taken, locale),
            })}
          </p>
          <Side name={words("rescue.with")} reading={went_on} most={most} tone="accent" />
          <Side name={words("rescue.without")} reading={held_back} most={most} />
          <p class={by?.clear ? "finding" : "finding unsure"}>
            {by ? words(sentence(by), { points: points(Math.abs(by.value)), low: signed(by.low * 100, locale, 1), high: signed(by.high * 100, locale, 1) }) : words("rescue.unknown")}
          </p>
        </>
      )}
    </section>
  );
}

function Side({ name, reading, most, tone }: { name: string; reading?: Reading | null; most: number; tone?: "accent" }) {
  const { words, locale } = useWords();
  const [low, high] = reading?.interval ?? [];
  return (
    <div class={reading?.few ? "side few" : "side"}>
      <span>{name}</span>
      {typeof reading?.value === "number" ? <Whisker value={reading.value} low={low} high={high} most={most} tone={tone} /> : <span />}
      <b>{figure(reading?.value, "share", locale)}</b>
      <small>{words("tile.n", { n: number(reading?.n ?? 0, locale) })}</small>
    </div>
  );
}

function sentence({ value, clear }: { value: number; clear: boolean }): "rescue.lift" | "rescue.harm" | "rescue.unclear" {
  if (!clear) return "rescue.unclear";
  return value > 0 ? "rescue.lift" : "rescue.harm";
}
