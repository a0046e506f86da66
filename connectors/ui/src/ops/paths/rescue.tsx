import { number } from "../../shared/format";
import type { Funnel } from "../../shared/frames/ops_journey";
import type { Reading } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords } from "../language";
import { Whisker } from "../marks/whisker";
import { signed } from "../marks/mood";
import { lift } from "./leaving";

/** Who was stuck and offered the step's guide, against those held back to compare. */
export function Rescue({ rescue: { offered, taken, went_on, held_back } }: { rescue: NonNullable<Funnel["rescue"]> }) {
  const { words, locale } = useWords();
  const by = lift(went_on?.value, held_back?.value);
  const most = Math.max(...[went_on, held_back].map((one) => one?.interval?.[1] ?? one?.value ?? 0), 0.01);
  return (
    <section class="rescue" aria-labelledby="rescue-title">
      <h3 id="rescue-title">{words("rescue.title")}</h3>
      {offered === 0 ? (
        <p class="remark">{words("rescue.none")}</p>
      ) : (
        <>
          <p class="remark">{words("rescue.offered", { offered: number(offered, locale), taken: number(taken, locale) })}</p>
          <Side name={words("rescue.with")} reading={went_on} most={most} tone="accent" />
          <Side name={words("rescue.without")} reading={held_back} most={most} />
          <p class="finding">{by === undefined ? words("rescue.unknown") : words(proven(went_on, held_back) ? "rescue.lift" : "rescue.lift_unclear", { points: signed(by * 100, locale, 1) })}</p>
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

/** The intervals do not touch: more than chance. */
function proven(one?: Reading | null, other?: Reading | null): boolean {
  const [low, high] = one?.interval ?? [];
  const [otherLow, otherHigh] = other?.interval ?? [];
  return low !== undefined && high !== undefined && otherLow !== undefined && otherHigh !== undefined && (low > otherHigh || high < otherLow);
}
