import { number } from "../../shared/format";
import { overview as overviewShape, type Metric, type Overview } from "../../shared/frames/ops";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { period } from "../period";
import { dayOf, otherQuestion, question } from "../query";
import { Answered, Empty } from "../shell/answered";
import { useSegments } from "../shell/segments";
import { Automated } from "./automated";
import { Breakdown } from "./breakdown";
import { Groups } from "./groups";
import { Head } from "./head";
import { ordered, STACK } from "./order";
import { Tile } from "./tile";
import { Trends } from "./trends";
import "./overview.css";
import "./groups.css";

/** Numbers of today change; so often, in ms, they are loaded again while somebody looks. */
const EVERY = 60_000;

export default function Page({ query, ask }: PageProps) {
  const more = { by: query.by };
  const found = useLoaded(`/ops/api/overview?${question(query, more)}`, overviewShape, EVERY);
  const otherAsked = otherQuestion(query, more);
  const other = useLoaded(otherAsked && `/ops/api/overview?${otherAsked}`, overviewShape);
  return <Answered of={found}>{(overview) => <Numbers overview={overview} other={otherAsked ? other.data : undefined} query={query} ask={ask} />}</Answered>;
}

interface Props extends PageProps {
  overview: Overview;
  /** Other days, or another segment; without it, the period before. */
  other?: Overview;
}

function Numbers({ overview, other, query, ask }: Props) {
  const { words, locale } = useWords();
  const against = useAgainst(overview, query);
  const contacts = overview.metrics.find((metric) => metric.id === "contacts");
  if (contacts && !contacts.value) return <Empty title={words("ops.empty_title")} text={words("ops.empty_text")} />;
  const metrics = other ? overview.metrics.map((metric) => ({ ...metric, before: other.metrics.find(({ id }) => id === metric.id) })) : overview.metrics;
  const { headline, groups } = ordered(metrics);
  const [confirmed, assumed] = STACK.map((name) => metrics.find(({ id }) => id === name));
  const open = (metric: Metric, part?: string) => ask({ rows: part ? `${metric.rows}&part=${part}` : metric.rows, named: metric.name[locale] });
  const tile = (metric: Metric) => (
    <Tile key={metric.id} metric={metric} provisional={metric.id === "fcr" ? overview.provisional : undefined} onRows={(part) => open(metric, part)} />
  );
  return (
    <>
      <Head query={query} against={against} />
      <section class="tiles headline" aria-label={words("overview.headline")}>
        {headline.slice(0, 1).map(tile)}
        {confirmed && assumed && <Automated confirmed={confirmed} assumed={assumed} onRows={open} />}
        {headline.slice(1).map(tile)}
      </section>
      <Trends series={overview.series} other={other?.series} />
      <Groups groups={groups} onRows={open} />
      <Breakdown overview={overview} query={query} ask={ask} />
      {overview.unlinked ? <p class="remark">{words("unlinked", { count: number(overview.unlinked, locale) })}</p> : null}
      {overview.early ? <p class="remark">{words("early", { count: number(overview.early, locale), window: overview.window })}</p> : null}
    </>
  );
}

/** What the numbers stand against, in words. */
function useAgainst({ before }: Overview, { vs_segment, vs_from, vs_to }: PageProps["query"]): string {
  const { words, locale } = useWords();
  const segments = useSegments();
  if (vs_segment) return words("overview.vs_segment", { name: segments.data?.segments.find(({ id }) => id === vs_segment)?.name ?? words("filter.segment_unknown") });
  if (vs_from && vs_to) return words("overview.vs_days", { days: period(vs_from, vs_to, locale) });
  if (!before) return "";
  const last = dayOf(new Date(Date.parse(before.to) - 1));
  return words("overview.vs_before", { days: period(dayOf(new Date(before.from)), last, locale) });
}
