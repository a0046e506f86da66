import { number } from "../../shared/format";
import type { Overview, Reading } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords, wordFor } from "../language";
import { GROUPS, NARROWS, type Ask, type Narrow, type Query } from "../query";
import { valueWord } from "../shell/values";

const columns = ["contacts", "fcr", "automated_confirmed", "automated_assumed", "escalation_rate", "csat"] as const;

/** The same numbers by topic, by handoff reason, by who handled it, by outcome. */
export function Breakdown({ overview, query, ask }: { overview: Overview; query: Query; ask: Ask }) {
  const { words } = useWords();
  const groups = overview.by.toSorted((one, other) => (other.metrics["contacts"]?.value ?? 0) - (one.metrics["contacts"]?.value ?? 0));
  return (
    <section class="panel-box">
      <header>
        <h2>{words("table.title")}</h2>
        <div class="choice-row" role="group" aria-label={words("table.by")}>
          {GROUPS.map((by) => (
            <button key={by} aria-pressed={query.by === by} onClick={() => ask({ by })}>
              {words(`by.${by}`)}
            </button>
          ))}
        </div>
      </header>
      <div class="table-frame" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{wordFor(words, "by", overview.group)}</th>
              {columns.map((id) => (
                <th key={id} scope="col">
                  {words(`column.${id}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">
                  <GroupName value={group.key} by={overview.group} ask={ask} />
                </th>
                {columns.map((id) => (
                  <Cell key={id} reading={group.metrics[id]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A group narrows the whole page to itself. */
function GroupName({ value, by, ask }: { value: string; by: string; ask: Ask }) {
  const { words } = useWords();
  const name = valueWord(words, by, value);
  if (!NARROWS.includes(by as Narrow)) return <>{name}</>;
  return (
    <button class="link" onClick={() => ask({ [by]: value })}>
      {name}
    </button>
  );
}

function Cell({ reading }: { reading?: Reading }) {
  const { words, locale } = useWords();
  if (!reading || reading.value === null) return <td class="few">–</td>;
  const few = reading.few && reading.unit !== "count";
  return (
    <td class={few ? "few" : ""} title={few ? words("tile.few") : undefined}>
      {figure(reading.value, reading.unit, locale)}
      {reading.unit === "share" && <small> {number(reading.n, locale)}</small>}
    </td>
  );
}
