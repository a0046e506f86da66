import { duration, number } from "../../shared/format";
import type { PathEdge } from "../../shared/frames/ops_journey";
import type { Language } from "../../shared/language";
import type { OpsKey } from "../catalogue/ko";
import type { Table, Tip } from "../chart/chart";
import { figure } from "../figure";
import { nameOf } from "../steps/name";
import type { Flow, Place } from "./loops";

type Spoken = Language<OpsKey>;

/** A step as the picture names it; one that is drawn once more says so. */
export function placeName({ words }: Spoken, { step, again }: Place): string {
  return again ? words("flow.again", { step: nameOf(words, step) }) : nameOf(words, step);
}

export function placeTip(spoken: Spoken, place: Place): Tip {
  const { words, locale } = spoken;
  return { title: placeName(spoken, place), lines: [{ label: words("flow.customers"), value: number(place.customers, locale) }], note: words("flow.open") };
}

export function edgeTip({ words, locale }: Spoken, { from, to, customers, share, median_s }: PathEdge): Tip {
  return {
    title: `${nameOf(words, from)} → ${nameOf(words, to)}`,
    lines: [
      { label: words("flow.customers"), value: `${number(customers, locale)} · ${figure(share, "share", locale)}` },
      ...(typeof median_s === "number" ? [{ label: words("flow.median"), value: duration(median_s, locale) }] : []),
    ],
  };
}

export function flowTable({ words, locale }: Spoken, { links }: Flow): Table {
  return {
    head: [words("flow.from"), words("flow.to"), words("flow.customers"), words("flow.share"), words("flow.median")],
    rows: links.map(({ from, to, customers, share, median_s }) => [
      nameOf(words, from),
      nameOf(words, to),
      number(customers, locale),
      figure(share, "share", locale),
      typeof median_s === "number" ? duration(median_s, locale) : "–",
    ]),
  };
}
