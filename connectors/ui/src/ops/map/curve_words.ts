import { number } from "../../shared/format";
import type { Language } from "../../shared/language";
import type { OpsKey } from "../catalogue/ko";
import type { Key, Table, Tip } from "../chart/chart";
import { moodOf, signed } from "../marks/mood";
import { nameOf } from "../steps/name";
import { extremes, FEW, type Spot } from "./curve";

/** Both curves and what they are called; one where nothing is compared. */
export interface Curves {
  now: Spot[];
  then?: Spot[];
  names: { now: string; then: string };
}

type Spoken = Language<OpsKey>;

export const placeOf = ({ words }: Spoken, { stage, touchpoint }: Spot): string =>
  `${words(`stage.${stage}` as "stage.purchase")} · ${nameOf(words, touchpoint)}`;

const rangeOf = ({ locale }: Spoken, { low, high }: Spot): string => `${signed(low, locale)} ~ ${signed(high, locale)}`;
const whichOf = ({ now, names }: Curves, spot: Spot): string => (now.includes(spot) ? names.now : names.then);

export function tipOf(spoken: Spoken, curves: Curves, spot: Spot): Tip {
  const { words, locale } = spoken;
  return {
    title: placeOf(spoken, spot),
    lines: [
      { label: curves.then ? whichOf(curves, spot) : words("map.feeling"), value: `${words(`mood.${moodOf(spot.value)}`)} ${signed(spot.value, locale)}` },
      { label: words("map.interval"), value: rangeOf(spoken, spot) },
    ],
    note: words("tile.n", { n: number(spot.n, locale) }),
  };
}

export function tableOf(spoken: Spoken, curves: Curves): Table {
  const { words, locale } = spoken;
  const { now, then } = curves;
  return {
    head: [words("map.touchpoint"), ...(then ? [words("map.which")] : []), words("map.feeling"), words("map.interval"), words("map.cases")],
    rows: [...now, ...(then ?? [])].map((spot) => [
      placeOf(spoken, spot),
      ...(then ? [whichOf(curves, spot)] : []),
      signed(spot.value, locale),
      rangeOf(spoken, spot),
      number(spot.n, locale),
    ]),
  };
}

/** The worst and the best moment in a sentence: for who does not see the curve. */
export function saidOf(spoken: Spoken, { now }: Curves): string | undefined {
  const { words, locale } = spoken;
  const ends = extremes(now);
  const said = (spot: Spot) => signed(spot.value, locale);
  return ends && words("map.says", { worst: placeOf(spoken, ends.worst), low: said(ends.worst), best: placeOf(spoken, ends.best), high: said(ends.best) });
}

export function keysOf({ words }: Spoken, { now, then, names }: Curves): Key[] | undefined {
  const both: Key[] = [
    { label: names.now, tone: "accent", mark: "line" },
    { label: names.then, tone: "info", mark: "dashed" },
  ];
  const few: Key[] = now.some(({ n }) => n < FEW) ? [{ label: words("map.few"), tone: "quiet", mark: "dot" }] : [];
  const keys = [...(then ? both : []), ...few];
  return keys.length > 0 ? keys : undefined;
}
