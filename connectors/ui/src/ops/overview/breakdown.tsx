import { useState } from "preact/hooks";
import { number } from "../../shared/format";
import type { Group, Overview, Reading } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords } from "../language";
import { GROUPS, NARROWS, type Ask, type Narrow, type Query } from "../query";
import { valueWord } from "../shell/values";

const COLUMNS = ["contacts", "fcr", "automated_confirmed", "automated_assumed", "escalation_rate", "queue_wait", "csat"] as const;
type Column = (typeof COLUMNS)[number];

interface Order {
  column: Column;
  falling: boolean;
}

/** What is not known stands last, whichever way. */
function sorted(groups: readonly Group[], { column, falling }: Order): Group[] {
  const worth = (group: Group) => group.metrics[column]?.value ?? null;
  return groups.toSorted((one, other) => {
    const [left, right] = [worth(one), worth(other)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return falling ? right - left : left - right;
  });
}

/** The same numbers by topic, by handoff reason, by who handled it and so on; sorted by any of them. */
export function Breakdown({ overview, query, ask }: { overview: Overview; query: Query; ask: Ask }) {
  const { words } = useWords();
  const [order, setOrder] = useState<Order>({ column: "contacts", falling: true });
  const most = Math.max(1, ...overview.by.map((group) => group.metrics["contacts"]?.value ?? 0));
  const there = COLUMNS.filter((column) => overview.by.some((group) => group.metrics[column]));
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
        <table class="breakdown">
          <thead>
            <tr>
              <th scope="col">{words(`by.${overview.group as "topic"}`)}</th>
              {there.map((column) => (
                <Head key={column} column={column} order={order} setOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted(overview.by, order).map((group) => (
              <tr key={group.key}>
                <th scope="row">
                  <GroupName value={group.key} by={overview.group} ask={ask} />
                </th>
                {there.map((column) => (
                  <Cell key={column} reading={group.metrics[column]} most={most} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Head({ column, order, setOrder }: { column: Column; order: Order; setOrder(order: Order): void }) {
  const { words } = useWords();
  const here = order.column === column;
  const direction = here ? (order.falling ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" aria-sort={direction}>
      <button class={here ? `sort ${direction}` : "sort"} onClick={() => setOrder({ column, falling: here ? !order.falling : true })}>
        {words(`column.${column}`)}
      </button>
    </th>
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

/** The length says the same as the number: counts against the largest, shares against all. */
function Cell({ reading, most }: { reading?: Reading; most: number }) {
  const { words, locale } = useWords();
  if (!reading || reading.value === null) return <td class="few">–</td>;
  const few = reading.few && reading.unit !== "count";
  const share = reading.unit === "count" ? reading.value / most : reading.unit === "share" ? reading.value : undefined;
  return (
    <td class={few ? "few" : ""} title={few ? words("tile.few") : undefined}>
      {figure(reading.value, reading.unit, locale)}
      {reading.unit !== "count" && <small> {number(reading.n, locale)}</small>}
      {share !== undefined && (
        <svg class="cell-bar" aria-hidden="true">
          <rect class="ground" width="100%" height="100%" rx="2" />
          <rect class="length" width={`${share * 100}%`} height="100%" rx="2" />
        </svg>
      )}
    </td>
  );
}
