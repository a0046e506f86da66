import { number } from "../../shared/format";
import { overview as overviewShape, type Metric, type Overview } from "../../shared/frames/ops";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered, Empty } from "../shell/answered";
import { Breakdown } from "./breakdown";
import { Tile } from "./tile";
import { Trend } from "./trend";
import "./overview.css";

/** Numbers of today change; so often, in ms, they are loaded again while somebody looks. */
const EVERY = 60_000;

/** The metrics that people come for stand first and larger. */
const HEADLINE = ["fcr", "contacts", "escalation_rate", "csat"];

export default function Page({ query, ask }: PageProps) {
  const found = useLoaded(`/ops/api/overview?${question(query, { by: query.by })}`, overviewShape, EVERY);
  return <Answered of={found}>{(overview) => <Numbers overview={overview} query={query} ask={ask} />}</Answered>;
}

function Numbers({ overview, query, ask }: PageProps & { overview: Overview }) {
  const { words, locale } = useWords();
  const contacts = overview.metrics.find((metric) => metric.id === "contacts");
  if (contacts && !contacts.value) return <Empty title={words("ops.empty_title")} text={words("ops.empty_text")} />;
  const first = HEADLINE.flatMap((id) => overview.metrics.filter((metric) => metric.id === id));
  const rest = overview.metrics.filter((metric) => !HEADLINE.includes(metric.id));
  const tile = (metric: Metric) => (
    <Tile
      key={metric.id}
      metric={metric}
      onRows={(part) => ask({ rows: part ? `${metric.rows}&part=${part}` : metric.rows, named: metric.name[locale] })}
    />
  );
  return (
    <>
      <section class="tiles headline">{first.map(tile)}</section>
      <section class="tiles">{rest.map(tile)}</section>
      {overview.unlinked ? <p class="remark">{words("unlinked", { count: number(overview.unlinked, locale) })}</p> : null}
      {overview.early ? <p class="remark">{words("early", { count: number(overview.early, locale), window: overview.window })}</p> : null}
      <Trend series={overview.series} />
      <Breakdown overview={overview} query={query} ask={ask} />
    </>
  );
}
