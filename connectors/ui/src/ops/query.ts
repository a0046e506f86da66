import { SHOP_ZONE } from "../shared/format";

/** What the page asks for; kept in the address, so that a view can be shared and the back button works. */
export interface Query {
  from: string;
  to: string;
  window: number;
  by: string;
  topic?: string;
  reason?: string;
  /** The drill-down that is open: a metric and a part of it. */
  metric?: string;
  part?: string;
  contact?: string;
}

export const WINDOWS = [7, 14, 30];
export const GROUPS = ["topic", "reason", "handled_by", "outcome"] as const;
const optional = ["topic", "reason", "metric", "part", "contact"] as const;

const calendar = new Intl.DateTimeFormat("sv-SE", { timeZone: SHOP_ZONE });

/** The shop's day at a moment, as `2026-01-31`. */
export const dayOf = (at: Date): string => calendar.format(at);

export function lastDays(count: number, now: Date): Pick<Query, "from" | "to"> {
  return { from: dayOf(new Date(now.getTime() - (count - 1) * 86_400_000)), to: dayOf(now) };
}

export function readQuery(search: string, now: Date): Query {
  const asked = new URLSearchParams(search);
  const period = lastDays(30, now);
  const window = Number(asked.get("window"));
  const by = asked.get("by") ?? "";
  const query: Query = {
    from: day(asked.get("from")) ?? period.from,
    to: day(asked.get("to")) ?? period.to,
    window: WINDOWS.includes(window) ? window : 7,
    by: (GROUPS as readonly string[]).includes(by) ? by : "topic",
  };
  for (const name of optional) query[name] = asked.get(name) ?? undefined;
  return query;
}

const day = (text: string | null): string | undefined => (text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined);

export function writeQuery(query: Query): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
}

/** The part of the query that the overview depends on. */
export function overviewQuery({ from, to, window, by, topic, reason }: Query): string {
  return writeQuery({ from, to, window, by, topic, reason });
}

export function rowsQuery(query: Query, cursor?: string): string {
  const { from, to, window, by, topic, reason, metric, part } = query;
  return writeQuery({ from, to, window, by, topic, reason, metric, part }) + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : "");
}
