import { anything, decimal, flag, list, literal, moment, nullable, object, optional, record, text, whole, type Infer } from "../shape";
import { message } from "./message";

const bilingual = object({ ko: text, en: text });

/** One number with what it rests on. Shares are from 0 to 1, durations in seconds. */
export const reading = object({
  id: text,
  unit: literal("share", "count", "seconds"),
  value: nullable(decimal),
  numerator: decimal,
  denominator: decimal,
  n: whole,
  pending: optional(whole),
  interval: optional(list(decimal)),
  percentiles: optional(record(decimal)),
  few: flag,
});
export type Reading = Infer<typeof reading>;

export interface Metric extends Reading {
  version: number;
  name: Infer<typeof bilingual>;
  formula: Infer<typeof bilingual>;
  /** The query of the rows behind the number. */
  rows: string;
}

export interface Series {
  id: string;
  name: Infer<typeof bilingual>;
  points: (Reading & { day: string })[];
}

export interface Group {
  key: string;
  metrics: Record<string, Reading>;
}

/** Answer of `GET /ops/api/overview`. */
export interface Overview {
  window: number;
  from: string;
  to: string;
  metrics: Metric[];
  series: Series[];
  by: Group[];
  group: string;
  unlinked?: number;
  early?: number;
}

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
export interface Rows {
  rows: Row[];
  total?: number;
  next?: string;
}

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
