import { anything, decimal, flag, list, literal, moment, nullable, object, optional, record, text, whole, type Infer } from "../shape";
import { message } from "./message";

const bilingual = object({ ko: text, en: text });

/** One number with what it rests on. Shares are from 0 to 1, durations in seconds. */
const readingFields = {
  id: text,
  unit: literal("share", "count", "seconds"),
  value: nullable(decimal),
  numerator: decimal,
  denominator: decimal,
  n: whole,
  pending: optional(whole),
  interval: optional(list(decimal)),
  percentiles: optional(record(nullable(decimal))),
  few: flag,
};
export const reading = object(readingFields);
export type Reading = Infer<typeof reading>;

export const metric = object({
  ...readingFields,
  version: whole,
  name: bilingual,
  formula: bilingual,
  group: optional(text),
  /** Which way is better. */
  better: optional(literal("up", "down", "none")),
  /** The query of the rows behind the number. */
  rows: text,
  /** The same number of the period before. */
  before: optional(reading),
});
export type Metric = Infer<typeof metric>;

export const series = object({
  id: text,
  name: bilingual,
  points: list(object({ ...readingFields, day: text })),
});
export type Series = Infer<typeof series>;

export const group = object({ key: text, metrics: record(reading) });
export type Group = Infer<typeof group>;

/** What contacts can be narrowed to: the values that there are. */
export const options = record(list(text));
export type Options = Infer<typeof options>;

const saved = record(anything);

/** As every answer of the numbers begins: the filter that was asked. */
export const asked = { from: moment, to: moment, window: whole, filter: optional(saved) };

/** Answer of `GET /ops/api/overview`. */
export const overview = object({
  ...asked,
  metrics: list(metric),
  series: list(series),
  group: text,
  by: list(group),
  unlinked: optional(whole),
  early: optional(whole),
  /** FCR with the pending ones estimated (Kaplan-Meier). */
  provisional: optional(object({ value: nullable(decimal), low: optional(decimal), high: optional(decimal), n: whole, resolved: optional(decimal), kept: optional(decimal) })),
  before: optional(object({ from: moment, to: moment })),
  options: optional(options),
});
export type Overview = Infer<typeof overview>;

export const row = object({
  contact_id: text,
  part: optional(literal("numerator", "denominator", "pending")),
  customer: optional(text),
  topic: optional(text),
  reference: optional(text),
  started_at: moment,
  ended_at: optional(moment),
  outcome: optional(text),
  handled_by: optional(text),
  csat: optional(whole),
  reasons: optional(list(text)),
});
export type Row = Infer<typeof row>;

/** Answer of `GET /ops/api/rows`. */
export const rows = object({ rows: list(row), total: optional(whole), next: optional(text) });
export type Rows = Infer<typeof rows>;

export const journeyEvent = object({
  id: text,
  at: moment,
  type: text,
  stage: optional(text),
  touchpoint: optional(text),
  topic: optional(text),
  emotion: optional(anything),
  data: optional(record(anything)),
});
export type JourneyEvent = Infer<typeof journeyEvent>;

/** Answer of `GET /ops/api/contacts/{id}`; the texts in it are masked. */
export const contactDetail = object({ contact: row, messages: list(message), events: list(journeyEvent) });
export type ContactDetail = Infer<typeof contactDetail>;
