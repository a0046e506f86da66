import type { Metric } from "../../shared/frames/ops";

/** What people come for stands first and large. The two kinds of automated resolution are one picture. */
export const HEADLINE = ["fcr", "contacts", "csat", "queue_wait", "sla_attainment"] as const;
export const STACK = ["automated_confirmed", "automated_assumed"] as const;
const GROUPS = ["resolution", "bot", "time", "voice", "volume"];

export interface Ordered {
  headline: Metric[];
  /** All metrics by group, in the order in which the gateway gives them. */
  groups: { id: string; metrics: Metric[] }[];
}

export function ordered(metrics: readonly Metric[]): Ordered {
  const headline = HEADLINE.flatMap((id) => metrics.filter((metric) => metric.id === id));
  const shown = new Set<string>(["contacts"]);
  const rest = metrics.filter(({ id }) => !shown.has(id));
  const ids = [...new Set([...GROUPS, ...rest.map(({ group }) => group ?? "")])];
  const groups = ids.map((id) => ({ id, metrics: rest.filter(({ group }) => (group ?? "") === id) }));
  return { headline, groups: groups.filter((group) => group.metrics.length > 0) };
}
