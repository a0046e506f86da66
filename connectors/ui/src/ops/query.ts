import { SHOP_ZONE } from "../shared/format";

export const PAGES = ["overview", "live", "map", "paths", "pain", "churn", "goals"] as const;
export type PageId = (typeof PAGES)[number];

/** What contacts may be narrowed to; several values of one name have commas between them. */
export const NARROWS = ["topic", "reason", "handled_by", "outcome", "language", "tier", "device", "channel", "returning"] as const;
export type Narrow = (typeof NARROWS)[number];

const COMPARED = ["vs", "vs_segment", "vs_from", "vs_to"] as const;
const OPENED = ["rows", "named", "contact"] as const;
type Optional = Narrow | "segment" | (typeof COMPARED)[number] | (typeof OPENED)[number];

/** What the page asks for; kept in the address, so that a view can be shared and the back button works. */
export type Query = {
  page: PageId;
  from: string;
  to: string;
  window: number;
  by: string;
  /** What only this page keeps in the address, such as a slider's place; gone with the page. */
  own: Record<string, string>;
  /** The contacts behind a number are open: the question that the gateway gave with it. */
  rows?: string;
  /** What that number is called. */
  named?: string;
} & { [name in Optional]?: string };

export type Ask = (change: Partial<Query>) => void;

export const WINDOWS = [7, 14, 30];
export const GROUPS = ["topic", "reason", "handled_by", "outcome", "language", "tier", "device", "channel"] as const;
const OPTIONAL: readonly Optional[] = [...NARROWS, "segment", ...COMPARED, ...OPENED];
const KNOWN: readonly string[] = ["page", "from", "to", "window", "by", ...OPTIONAL];

const calendar = new Intl.DateTimeFormat("sv-SE", { timeZone: SHOP_ZONE });
const DAY_MS = 86_400_000;

/** The shop's day at a moment, as `2026-01-31`. */
export const dayOf = (at: Date): string => calendar.format(at);

export function lastDays(count: number, now: Date): Pick<Query, "from" | "to"> {
  return { from: dayOf(new Date(now.getTime() - (count - 1) * DAY_MS)), to: dayOf(now) };
}

/** How many days the period has, the last one too. */
export const daysIn = ({ from, to }: Pick<Query, "from" | "to">): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

export function readQuery(search: string, now: Date): Query {
  const asked = new URLSearchParams(search);
  const period = lastDays(30, now);
  const window = Number(asked.get("window"));
  const query: Query = {
    page: oneOf(PAGES, asked.get("page")) ?? "overview",
    from: day(asked.get("from")) ?? period.from,
    to: day(asked.get("to")) ?? period.to,
    window: WINDOWS.includes(window) ? window : 7,
    by: oneOf(GROUPS, asked.get("by")) ?? "topic",
    own: Object.fromEntries([...asked].filter(([name]) => !KNOWN.includes(name))),
  };
  for (const name of OPTIONAL) query[name] = asked.get(name) || undefined;
  return query;
}

const oneOf = <T extends string>(known: readonly T[], text: string | null): T | undefined => known.find((one) => one === text);
const day = (text: string | null): string | undefined => (text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined);

function address(entries: Record<string, string | number | undefined>): string {
  const filled = Object.entries(entries).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString();
}

/** The page's own address. */
export function writeQuery({ own, ...query }: Query): string {
  return address({ ...own, ...query, by: query.by === "topic" ? undefined : query.by });
}

/** The same view of another page: what was opened and what belonged to the page stays behind. */
export const onPage = (query: Query, page: PageId): Query => ({ ...query, page, own: {}, rows: undefined, named: undefined, contact: undefined });

/** The filter, as every page asks the gateway; `more` is what only this question has. */
export function question(query: Query, more: Record<string, string | number | undefined> = {}): string {
  const { from, to, window, segment } = query;
  return address({ from, to, window, segment, ...narrowing(query), ...more });
}

/** Which narrowings are set. */
export function narrowing(query: Query): Partial<Record<Narrow, string>> {
  return Object.fromEntries(NARROWS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}

export type Compared = Pick<Query, (typeof COMPARED)[number]>;

/** What the filter is compared with, as the gateway is asked for it beside a question. */
export const compared = ({ vs, vs_segment, vs_from, vs_to }: Query): Compared =>
  vs_segment || (vs_from && vs_to) ? { vs_segment, vs_from, vs_to } : { vs };

/** The filter that `query` is compared with, as a question of its own; nothing when that is the period just before. */
export function otherQuestion(query: Query, more: Record<string, string | number | undefined> = {}): string | undefined {
  const { vs_segment, vs_from, vs_to } = query;
  if (vs_segment) return question({ ...query, segment: vs_segment }, more);
  return vs_from && vs_to ? question({ ...query, from: vs_from, to: vs_to }, more) : undefined;
}
