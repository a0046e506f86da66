import type { Overview } from "../../shared/frames/ops";
import { InboxIcon } from "../../shared/icons";
import { useWords } from "../language";
import type { Query } from "../query";
import type { Ask } from "./app";
import { Breakdown } from "./breakdown";
import { Trend } from "./trend";
import { Tile } from "./tile";

/** The metrics that people come for stand first and larger. */
const HEADLINE = ["fcr", "contacts", "escalation_rate", "csat"];

export function Numbers({ overview, query, ask }: { overview: Overview; query: Query; ask: Ask }) {
  const { words } = useWords();
  const contacts = overview.metrics.find((metric) => metric.id === "contacts");
  if (contacts && !contacts.value) return <Empty />;
  const first = HEADLINE.flatMap((id) => overview.metrics.filter((metric) => metric.id === id));
  const rest = overview.metrics.filter((metric) => !HEADLINE.includes(metric.id));
  return (
    <>
      <section class="tiles headline">
        {first.map((metric) => (
          <Tile key={metric.id} metric={metric} onRows={(part) => ask({ metric: metric.id, part })} />
        ))}
      </section>
      <section class="tiles">
        {rest.map((metric) => (
          <Tile key={metric.id} metric={metric} onRows={(part) => ask({ metric: metric.id, part })} />
        ))}
      </section>
      {overview.unlinked ? <p class="remark">{words("unlinked", { count: overview.unlinked })}</p> : null}
      {overview.early ? (
        <p class="remark">{words("early", { count: overview.early, window: overview.window })}</p>
      ) : null}
      <Trend series={overview.series} />
      <Breakdown overview={overview} query={query} ask={ask} />
    </>
  );
}

function Empty() {
  const { words } = useWords();
  return (
    <section class="blank">
      <InboxIcon />
      <h2>{words("ops.empty_title")}</h2>
      <p>{words("ops.empty_text")}</p>
    </section>
  );
}
