import { useEffect, useState } from "preact/hooks";
import { ApiError, load } from "../../shared/api";
import { number, time } from "../../shared/format";
import type { Metric, Row, Rows } from "../../shared/frames/ops";
import { BackIcon, DownloadIcon } from "../../shared/icons";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import { rowsQuery, type Query } from "../query";
import type { Ask } from "./app";

const parts = [undefined, "numerator", "denominator", "pending"] as const;

/** The contacts behind one number. */
export function RowList({ query, ask, metrics }: { query: Query; ask: Ask; metrics: Metric[] }) {
  const { words, locale } = useWords();
  const asked = rowsQuery(query);
  const first = useLoaded<Rows>(`/ops/api/rows?${asked}`);
  const name = metrics.find((metric) => metric.id === query.metric)?.name[locale] ?? query.metric;
  return (
    <section class="panel-box wide">
      <header>
        <button class="quiet" onClick={() => ask({ metric: undefined, part: undefined })}>
          <BackIcon /> {words("rows.back")}
        </button>
        <h2>{words("rows.title", { name })}</h2>
        <span class="space" />
        <div class="choice-row">
          {parts.map((part) => (
            <button key={part ?? "all"} aria-pressed={query.part === part} onClick={() => ask({ part })}>
              {words(`rows.${part ?? "all"}`)}
            </button>
          ))}
        </div>
        <a class="button outline" href={`/ops/api/export?${asked}`} download>
          <DownloadIcon /> {words("rows.export")}
        </a>
      </header>
      {first.phase === "failed" ? <p class="none">{words("ops.failed_title")}</p> : first.data ? <Pages key={asked} first={first.data} query={query} ask={ask} /> : <p class="loading">{words("ops.loading")}</p>}
    </section>
  );
}

function Pages({ first, query, ask }: { first: Rows; query: Query; ask: Ask }) {
  const { words, locale } = useWords();
  const [pages, setPages] = useState([first]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => setPages([first]), [first]);
  const next = pages.at(-1)?.next;
  const rows = pages.flatMap((page) => page.rows);
  const more = async () => {
    setBusy(true);
    setFailed(false);
    try {
      setPages([...pages, await load<Rows>(`/ops/api/rows?${rowsQuery(query, next)}`)]);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof TypeError)) throw error;
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  if (rows.length === 0) return <p class="none">{words("rows.none")}</p>;
  return (
    <>
      {first.total !== undefined && <p class="remark">{words("rows.total", { count: number(first.total, locale) })}</p>}
      <RowTable rows={rows} ask={ask} />
      {failed && <p role="alert">{words("ops.failed_title")}</p>}
      {next && (
        <button class="button wide" disabled={busy} onClick={() => void more()}>
          {words("rows.more")}
        </button>
      )}
    </>
  );
}

const heads = ["rows.started", "rows.customer", "rows.topic", "rows.reference", "rows.outcome", "rows.handled", "rows.csat"] as const;

function RowTable({ rows, ask }: { rows: Row[]; ask: Ask }) {
  const { words, locale } = useWords();
  return (
    <div class="table-frame" tabIndex={0}>
      <table class="left">
        <thead>
          <tr>
            {heads.map((key) => (
              <th key={key} scope="col">
                {words(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${row.contact_id} ${index}`}>
              <th scope="row">
                <button class="link" aria-label={`${words("rows.open")} ${time(row.started_at, "moment", locale)}`} onClick={() => ask({ contact: row.contact_id })}>
                  {time(row.started_at, "moment", locale)}
                </button>
              </th>
              <td>{row.customer ? <span class="code">{row.customer}</span> : <span class="few">{words("rows.unlinked")}</span>}</td>
              <td>{row.topic?.split(", ").map((topic) => wordFor(words, "topic", topic)).join(", ")}</td>
              <td>
                <span class="code">{row.reference}</span>
              </td>
              <td>{row.outcome && <OutcomeChip outcome={row.outcome} />}</td>
              <td>{row.handled_by && wordFor(words, "handled", row.handled_by)}</td>
              <td>{row.csat ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const tones: Record<string, string> = { confirmed: "good", resolved_by_agent: "good", assumed: "info", abandoned: "warn", unresolved: "bad" };

export function OutcomeChip({ outcome }: { outcome: string }) {
  const { words } = useWords();
  return <span class={`chip ${tones[outcome] ?? ""}`}>{wordFor(words, "outcome", outcome)}</span>;
}
