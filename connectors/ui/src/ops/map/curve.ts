import type { Stage, Touchpoint } from "../../shared/frames/ops_journey";
import { difference } from "../marks/difference";

/** The five stages in the order that customers go through them. */
export const STAGES = ["awareness", "consideration", "purchase", "post_purchase", "loyalty"] as const;

/** One point of the curve: a touchpoint whose feeling is known. `x` runs from 0 to 5, a whole number being where a stage begins. */
export interface Spot {
  x: number;
  stage: string;
  touchpoint: string;
  value: number;
  low: number;
  high: number;
  n: number;
  rows?: string | null;
}

/** Every stage once, in order, also where the answer leaves it out. */
export function inOrder(stages: readonly Stage[]): Stage[] {
  return STAGES.map((name) => stages.find((one) => one.stage === name) ?? { stage: name, events: 0, customers: 0, touchpoints: [] });
}

/** Touchpoints stand evenly across their stage's column, so that the curve is over the cells it is about. */
export function spots(stages: readonly Stage[], places: Places = placesOf(stages)): Spot[] {
  return inOrder(stages).flatMap((stage) =>
    stage.touchpoints.flatMap((one) => {
      const value = one.emotion?.value;
      const x = places.get(nameOf(stage.stage, one.touchpoint));
      if (value === null || value === undefined || x === undefined) return [];
      const { low, high, n } = one.emotion!;
      return [{ x, stage: stage.stage, touchpoint: one.touchpoint, value, low: low ?? value, high: high ?? value, n, rows: one.rows }];
    }),
  ).sort((one, other) => one.x - other.x);
}

export type Places = ReadonlyMap<string, number>;
const nameOf = (stage: string, touchpoint: string): string => `${stage} ${touchpoint}`;

/** Where each touchpoint with a feeling in any of the maps stands: the same place in both curves. */
export function placesOf(...maps: (readonly Stage[])[]): Places {
  const places = new Map<string, number>();
  STAGES.forEach((name, index) => {
    const felt = maps.flatMap((stages) => stages.find((one) => one.stage === name)?.touchpoints ?? []).filter((one) => isKnown(one));
    const names = [...new Set(felt.map((one) => one.touchpoint))];
    names.forEach((touchpoint, at) => places.set(nameOf(name, touchpoint), index + (at + 0.5) / names.length));
  });
  return places;
}

const isKnown = ({ emotion }: Touchpoint): boolean => emotion?.value !== null && emotion?.value !== undefined;

/** How far the scale reaches up and down: the same on both sides of neutral, in tenths, never so near that noise looks like a drama. */
export function reach(all: readonly Spot[]): number {
  const most = Math.max(0.5, ...all.flatMap(({ low, high, value }) => [Math.abs(low), Math.abs(high), Math.abs(value)]));
  return Math.min(1, Math.ceil(most * 10) / 10);
}

export interface Change {
  stage: string;
  touchpoint: string;
  now: number;
  then: number;
  /** Above 0 it feels better now. */
  by: number;
  /** More than chance: no difference at all is not within its interval. */
  clear: boolean;
}

/** What both curves know, the largest change first. */
export function changes(now: readonly Spot[], then: readonly Spot[]): Change[] {
  const found = now.flatMap((one) => {
    const other = then.find((past) => past.stage === one.stage && past.touchpoint === one.touchpoint);
    if (!other) return [];
    const { value, clear } = difference(one, other);
    return [{ stage: one.stage, touchpoint: one.touchpoint, now: one.value, then: other.value, by: value, clear }];
  });
  return found.sort((one, other) => Number(other.clear) - Number(one.clear) || Math.abs(other.by) - Math.abs(one.by));
}

/** How long the bar of a touchpoint is: from 0 to 1 of the busiest one; never nothing where something happened. */
export function volume(one: Touchpoint, stages: readonly Stage[]): number {
  const most = Math.max(1, ...stages.flatMap((stage) => stage.touchpoints.map(({ events }) => events)));
  return one.events === 0 ? 0 : Math.max(0.02, one.events / most);
}

/** The busiest touchpoints of a stage, in their own order; what saved contacts is always among them. */
export function busiest(touchpoints: readonly Touchpoint[], most: number): Touchpoint[] {
  if (touchpoints.length <= most + 1) return [...touchpoints];
  const ranked = touchpoints.toSorted((one, other) => Number(Boolean(other.saved)) - Number(Boolean(one.saved)) || other.events - one.events);
  const kept = new Set(ranked.slice(0, most));
  return touchpoints.filter((one) => kept.has(one));
}

/** Fewer cases than these say little. */
export const FEW = 30;

/** The worst and the best point that enough customers felt; none where there are no two of them. */
export function extremes(all: readonly Spot[]): { worst: Spot; best: Spot } | undefined {
  const [worst, ...rest] = all.filter(({ n }) => n >= FEW).toSorted((one, other) => one.value - other.value);
  const best = rest.at(-1);
  return worst && best && { worst, best };
}
