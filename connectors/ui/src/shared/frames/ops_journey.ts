import { decimal, flag, list, literal, moment, nullable, object, optional, record, text, whole, anything, type Infer } from "../shape";
import { reading } from "./ops";

const bilingual = object({ ko: text, en: text });
/** How every answer begins: the period [from, to), the repeat window in days, and what it is narrowed to. */
const asked = { from: moment, to: moment, window: whole, filter: record(anything) };

export const touchpoint = object({
  touchpoint: text,
  events: whole,
  customers: whole,
  contacts: whole,
  /** From -1 to 1; below 0 it went badly. */
  emotion: optional(object({ value: nullable(decimal), low: optional(decimal), high: optional(decimal), n: whole })),
  /** From 1 to 7; 7 is easy. */
  effort: optional(object({ value: nullable(decimal), n: whole })),
  fcr: optional(reading),
  drop_off: optional(reading),
  pain: optional(object({ topic: text, contacts: whole, share: nullable(decimal) })),
  /** Contacts that did not come because customers were told before they asked; against those held back. `through`: of
   *  those told, who asked by the notice itself; they count as having asked. */
  saved: optional(object({ contacts: nullable(decimal), low: optional(decimal), high: optional(decimal), told: whole, held_back: whole, through: optional(whole) })),
  rows: optional(text),
});
export type Touchpoint = Infer<typeof touchpoint>;

export const stage = object({ stage: text, events: whole, customers: whole, touchpoints: list(touchpoint) });
export type Stage = Infer<typeof stage>;

/** Answer of `GET /ops/api/map`. */
export const journeyMap = object({ ...asked, stages: list(stage), vs: optional(object({ ...asked, stages: list(stage) })) });
export type JourneyMap = Infer<typeof journeyMap>;

export const segment = object({
  id: text,
  name: text,
  filter: record(anything),
  created_by: optional(object({ id: text, name: text })),
  created_at: moment,
});
export type Segment = Infer<typeof segment>;
/** Answer of `GET /ops/api/segments`. */
export const segments = object({ segments: list(segment) });
export type Segments = Infer<typeof segments>;

export const funnelStep = object({
  step: text,
  customers: whole,
  /** Of all who took the first step. */
  share: nullable(decimal),
  /** Of those whose days have passed; none after the last step. */
  went_on: optional(reading),
  median_s: optional(decimal),
  asked_next: list(object({ topic: text, customers: whole })),
  rows: optional(text),
});
export type FunnelStep = Infer<typeof funnelStep>;

/** Answer of `GET /ops/api/funnel`. */
export const funnel = object({
  ...asked,
  days: whole,
  steps: list(funnelStep),
  /** `shown`: of those offered, on whose screen it was. */
  rescue: optional(object({ offered: whole, shown: optional(whole), taken: whole, went_on: optional(reading), held_back: optional(reading) })),
});
export type Funnel = Infer<typeof funnel>;

export const journey = object({
  steps: list(text),
  customers: whole,
  share: decimal,
  outcome: object({ resolved: optional(decimal), repeat: optional(decimal), ordered_again: optional(decimal) }),
  example: list(text),
});
export type Journey = Infer<typeof journey>;

export const pathNode = object({ id: text, stage: text, customers: whole, share: decimal });
export type PathNode = Infer<typeof pathNode>;
export const pathEdge = object({ from: text, to: text, customers: whole, share: decimal, median_s: optional(decimal) });
export type PathEdge = Infer<typeof pathEdge>;

/** Answer of `GET /ops/api/paths`. */
export const paths = object({
  ...asked,
  /** The least share of customers that an edge must have to be shown. */
  support: decimal,
  /** Whose journeys were read, of how many: fewer where only a sample was. */
  customers: whole,
  of: whole,
  journeys: list(journey),
  nodes: list(pathNode),
  edges: list(pathEdge),
});
export type Paths = Infer<typeof paths>;

export const painPoint = object({
  topic: text,
  parent: optional(text),
  contacts: whole,
  failed: object({ value: nullable(decimal), raw: optional(decimal), n: whole }),
  negative: object({ value: nullable(decimal), raw: optional(decimal), n: whole }),
  minutes: object({ value: nullable(decimal), n: whole }),
  score: decimal,
  low: decimal,
  high: decimal,
  share: decimal,
  /** Around the share, each of them a part of one whole. */
  share_low: decimal,
  share_high: decimal,
  rank: list(whole),
  rows: optional(text),
});
export type PainPoint = Infer<typeof painPoint>;

/** Answer of `GET /ops/api/pain`. */
export const pain = object({ ...asked, points: list(painPoint) });
export type Pain = Infer<typeof pain>;

export const driver = object({
  id: text,
  name: bilingual,
  share: decimal,
  low: decimal,
  high: decimal,
  /** Negative where more of it goes with less satisfaction. */
  effect: decimal,
  /** False: the sign itself may be chance. */
  sure: optional(flag),
  meaning: bilingual,
});
export type Driver = Infer<typeof driver>;

/** Answer of `GET /ops/api/drivers`. */
export const drivers = object({
  ...asked,
  /** What is explained: the stars, or whether customers said that it was solved. */
  of: optional(literal("csat", "solved")),
  n: whole,
  r2: nullable(decimal),
  too_few: flag,
  drivers: list(driver),
  note: bilingual,
});
export type Drivers = Infer<typeof drivers>;

export const topicTrend = object({
  topic: text,
  dispersion: optional(decimal),
  days: list(object({ day: text, count: decimal, expected: optional(decimal), low: optional(decimal), high: optional(decimal) })),
  rises: list(object({ from: text, flagged: text, factor: decimal, p: decimal, q: decimal })),
});
export type TopicTrend = Infer<typeof topicTrend>;

/** Answer of `GET /ops/api/trends`. */
export const trends = object({ ...asked, topics: list(topicTrend) });
export type Trends = Infer<typeof trends>;

export const cluster = object({
  name: text,
  size: whole,
  share: decimal,
  feeling: optional(decimal),
  language: record(whole),
  examples: list(object({ contact_id: text, text })),
});
export type Cluster = Infer<typeof cluster>;

/** Answer of `GET /ops/api/clusters`. */
export const clusters = object({ ...asked, of: literal("unanswered", "comments"), n: whole, computed_at: optional(moment), clusters: list(cluster) });
export type Clusters = Infer<typeof clusters>;

export const atRisk = object({
  customer: text,
  leave: optional(decimal),
  again: optional(decimal),
  /** Which of the two the reasons are of. */
  about: literal("leave", "again"),
  reasons: list(object({ code: text, effect: decimal })),
  next_step: optional(text),
});
export type AtRisk = Infer<typeof atRisk>;
export type Risky = AtRisk["about"];

const riskModel = object({
  id: text,
  /** A customer counts once for every moment at which they were looked at. */
  n: whole,
  events: whole,
  auc: optional(decimal),
  calibration_error: optional(decimal),
  /** The average customer's chance within 30 days. */
  usual: optional(decimal),
  too_few: flag,
});
export type RiskModel = Infer<typeof riskModel>;

const riskBands = list(object({ from: decimal, to: decimal, customers: whole, expected: nullable(decimal), happened: nullable(decimal) }));
export type RiskBands = Infer<typeof riskBands>;

/** Answer of `GET /ops/api/churn`: who may leave, and in `again` the same of who may ask again. */
export const churn = object({
  computed_at: optional(moment),
  /** Worked out too long ago to list customers by. */
  stale: flag,
  model: optional(riskModel),
  survival: list(object({ day: decimal, share: decimal, low: decimal, high: decimal })),
  bands: riskBands,
  again: optional(object({ model: riskModel, bands: riskBands })),
  /** What the customers are listed by. */
  by: optional(literal("leave", "again")),
  customers: list(atRisk),
});
export type Churn = Infer<typeof churn>;
