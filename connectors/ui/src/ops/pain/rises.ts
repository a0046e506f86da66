import type { TopicTrend } from "../../shared/frames/ops_journey";

type Rise = TopicTrend["rises"][number];

/** Whether a day is one on which more came than was to be expected: since a rise began, and above what is usual. */
export function riseAt({ days, rises }: TopicTrend, day: string): Rise | undefined {
  const one = days.find((known) => known.day === day);
  if (!one || typeof one.high !== "number" || one.count <= one.high) return undefined;
  return rises.findLast(({ from }) => from <= day);
}

/** What rose first, the newest rise before older ones; then the busiest. */
export function loudest(topics: readonly TopicTrend[]): TopicTrend[] {
  const newest = ({ rises }: TopicTrend) => rises.map(({ from }) => from).sort().at(-1) ?? "";
  const contacts = ({ days }: TopicTrend) => days.reduce((sum, { count }) => sum + count, 0);
  return topics.toSorted((one, other) => newest(other).localeCompare(newest(one)) || contacts(other) - contacts(one));
}
