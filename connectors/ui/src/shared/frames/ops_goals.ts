import { anything, decimal, flag, list, literal, moment, nullable, object, optional, record, text, whole, type Infer } from "../shape";
import { reading } from "./ops";

const person = nullable(object({ id: text, name: text }));
const saved = record(anything);

export const goal = object({
  id: text,
  metric: text,
  filter: saved,
  target: decimal,
  direction: literal("at_least", "at_most"),
  first_day: text,
  last_day: text,
  created_by: person,
  created_at: moment,
  reading: nullable(reading),
  /** Value less target, in the metric's unit. */
  distance: nullable(decimal),
  state: literal("met", "on_track", "behind", "missed", "too_early"),
  /** How much of its time has passed, from 0 to 1. */
  elapsed: decimal,
  /** The interval holds the target: chance alone may have put the value on its side. */
  uncertain: optional(flag),
  missed_at: nullable(moment),
});
export type Goal = Infer<typeof goal>;

/** Answer of `GET /ops/api/goals`. */
export const goals = object({ goals: list(goal) });

export interface GoalFields {
  metric: string;
  filter: Record<string, string[] | string>;
  target: number;
  direction: Goal["direction"];
  first_day: string;
  last_day: string;
}

export const improvement = object({
  id: text,
  title: text,
  note: text,
  metric: text,
  filter: saved,
  started_on: text,
  verdict: nullable(literal("kept", "withdrawn")),
  created_by: person,
  created_at: moment,
  before: nullable(reading),
  after: nullable(reading),
  change: nullable(object({ value: decimal, low: decimal, high: decimal, proven: flag })),
  /** Compared on either side of the first one. */
  days: whole,
});
export type Improvement = Infer<typeof improvement>;

/** Answer of `GET /ops/api/improvements`. */
export const improvements = object({ improvements: list(improvement) });

export interface ImprovementFields {
  title: string;
  note: string;
  metric: string;
  filter: Record<string, string[] | string>;
  started_on: string;
}

export const alarm = object({ id: text, kind: text, data: record(anything), at: moment, seen_at: nullable(moment) });
export type Alarm = Infer<typeof alarm>;

/** Answer of `GET /ops/api/alarms`. */
export const alarms = object({ alarms: list(alarm) });
export type Alarms = Infer<typeof alarms>;
