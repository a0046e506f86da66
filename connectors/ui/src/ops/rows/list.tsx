import { useEffect, useState } from "preact/hooks";
import { number, time } from "../../shared/format";
import { rows as rowsShape, type Row, type Rows } from "../../shared/frames/ops";
import { BackIcon } from "../../shared/icons";
import { useWords, wordFor } from "../language";
import { failureOf, read, useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { Answered } from "../shell/answered";
import { Exports } from "./exports";

const parts = [undefined, "numerator", "denominator", "pending"] as const;

/** `asked` is a question to the gateway; `part` narrows it to a part of the number. */
function withPart(asked: string, part: string | undefined): string {
  const question = new URLSearchParams(asked);
  question.delete("part");
  if (part) question.set("part", part);
  return question.toString();
}

/** The contacts behind one number. */
export function RowList({ query: { rows: asked = "", named = "" }, ask }: PageProps) {
  const { words } = useWords();
  const question = new URLSearchParams(asked);
  const first = useLoaded(`/ops/api/rows?${asked}`, rowsShape);
  return (
    <section class="panel-box wide">
      <header>
        <button class="quiet" onClick={() => ask({ rows: undefined, named: undefined })}>
          <BackIcon /> {words("rows.back")}
        </button>
        <h2>{words("rows.title", { name: named })}</h2>
        <span class="space" />
        {question.has("metric") && (
          <div class="choice-row" role="group" aria-label={words("rows.parts")}>
            {parts.map((part) => (
              <button key={part ?? "all"} aria-pressed={(question.get("part") ?? undefined) === part} onClick={() => ask({ rows: withPart(asked, part) })}>
                {words(`rows.${part ?? "all"}`)}
              </button>
            ))}
          </div>
        )}
        <Exports asked={asked} formats={["csv"]} />
      </header>
      <Answered of={first} linked>
        {(found) => <Pages first={found} asked={asked} ask={ask} />}
      </Answered>
    </section>
  );
}

function Pages({ first, asked, ask }: { first: Rows; asked: string } & Pick<PageProps, "ask">) {
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
      setPages([...pages, await read(`/ops/api/rows?${asked}&cursor=${encodeURIComponent(next!)}`, rowsShape)]);
    } catch (error) {
      failureOf(error);
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

function RowTable({ rows, ask }: { rows: Row[]; ask: PageProps["ask"] }) {
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
