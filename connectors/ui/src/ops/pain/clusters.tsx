import { number, time } from "../../shared/format";
import { clusters, type Cluster, type Clusters } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { LengthBar } from "../marks/bar";
import { Feeling } from "../marks/feeling";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered } from "../shell/answered";

const KINDS = ["unanswered", "comments"] as const;

/** What customers said that nobody answered, or wrote beside their stars, put together by meaning. */
export function ClustersSection({ query, ask }: PageProps) {
  const { words } = useWords();
  const of = KINDS.find((kind) => kind === query.own["of"]) ?? "unanswered";
  const answer = useLoaded(`/ops/api/clusters?${question(query, { of })}`, clusters);
  return (
    <section class="panel-box">
      <header>
        <h2>{words("cluster.title")}</h2>
        <div class="choice-row" role="group" aria-label={words("cluster.of")}>
          {KINDS.map((kind) => (
            <button key={kind} aria-pressed={kind === of} onClick={() => ask({ own: { ...query.own, of: kind } })}>
              {words(`cluster.${kind}`)}
            </button>
          ))}
        </div>
        <p>{words(`cluster.${of}_explained`)}</p>
      </header>
      <Answered of={answer}>{(data) => <Groups found={data} ask={ask} />}</Answered>
    </section>
  );
}

function Groups({ found, ask }: Pick<PageProps, "ask"> & { found: Clusters }) {
  const { words, locale } = useWords();
  if (found.clusters.length === 0) {
    return (
      <div class="hint">
        <strong>{words(found.of === "unanswered" ? "cluster.none_unanswered" : "cluster.none_comments")}</strong>
        <span>{found.computed_at ? words("cluster.none_how", { n: number(found.n, locale) }) : words("cluster.not_yet")}</span>
      </div>
    );
  }
  const most = Math.max(...found.clusters.map(({ share }) => share));
  return (
    <>
      <ul class="clusters">
        {found.clusters.map((cluster) => (
          <Group key={cluster.name} cluster={cluster} most={most} ask={ask} />
        ))}
      </ul>
      {found.computed_at && <p class="remark">{words("cluster.as_of", { time: time(found.computed_at, "moment", locale), n: number(found.n, locale) })}</p>}
    </>
  );
}

function Group({ cluster, most, ask }: Pick<PageProps, "ask"> & { cluster: Cluster; most: number }) {
  const { words, locale } = useWords();
  const spoken = Object.entries(cluster.language).filter(([, count]) => count > 0);
  return (
    <li>
      <header>
        <h3>{cluster.name}</h3>
        {typeof cluster.feeling === "number" && <Feeling value={cluster.feeling} />}
      </header>
      <LengthBar share={most > 0 ? cluster.share / most : 0} />
      <p class="resting">
        <b>{words("cluster.size", { count: number(cluster.size, locale) })}</b>
        <span>{figure(cluster.share, "share", locale)}</span>
        {spoken.length > 1 && spoken.map(([language, count]) => <span key={language}>{`${language.toUpperCase()} ${number(count, locale)}`}</span>)}
      </p>
      <ul class="quotes">
        {cluster.examples.map(({ contact_id, text }, at) => (
          <li key={at}>
            <button onClick={() => ask({ contact: contact_id })} aria-label={words("cluster.open", { text })}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
}
