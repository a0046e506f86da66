import { useState } from "preact/hooks";
import { number, time } from "../../shared/format";
import type { AtRisk as Customer, Churn, Risky } from "../../shared/frames/ops_journey";
import { useWords, wordFor } from "../language";
import { LengthBar } from "../marks/bar";
import type { PageProps } from "../pages";
import { question } from "../query";

/** So many stand there at once. */
const SHOWN = 20;
/** From this chance on, the bar is red. */
const ALARMING = 0.5;

/** What customers can be listed by. */
export const ORDERS = ["leave", "again"] as const;

/** Customers by how likely they are to leave, or to ask again, within 30 days, why, and what to do next. */
export function AtRisk({ data: { customers, computed_at, model, again, by }, query, ask }: PageProps & { data: Churn }) {
  const { words, locale } = useWords();
  const [shown, setShown] = useState(SHOWN);
  const usual = { leave: model?.usual, again: again?.model.usual };
  const order = by ?? "leave";
  const open = (customer: string) => ask({ rows: question(query, { customer }), named: customer });
  return (
    <section class="panel-box">
      <header>
        <h2>{words(`churn.at_risk_${order}`)}</h2>
        {ORDERS.every((one) => typeof usual[one] === "number") && <Orders order={order} onOrder={(one) => ask({ own: { ...query.own, order: one } })} />}
        <p>
          {words(`churn.at_risk_${order}_explained`)} {typeof usual[order] === "number" && words("churn.usual", { share: number(usual[order] * 100, locale) })}{" "}
          {computed_at && words("churn.as_of", { time: time(computed_at, "moment", locale) })}
        </p>
      </header>
      <table class="at-risk">
        <caption class="sr">{words(`churn.at_risk_${order}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{words("rows.customer")}</th>
            <th scope="col">{words(`churn.${order}`)}</th>
            <th scope="col">{words(`churn.${other(order)}`)}</th>
            <th scope="col">{words("churn.why")}</th>
            <th scope="col">{words("churn.next")}</th>
          </tr>
        </thead>
        <tbody>
          {customers.slice(0, shown).map((one) => (
            <Row key={one.customer} one={one} order={order} usual={usual[order]} onOpen={() => open(one.customer)} />
          ))}
        </tbody>
      </table>
      {customers.length > shown && (
        <button class="button wide" onClick={() => setShown(shown + SHOWN)}>
          {words("churn.more", { count: number(customers.length - shown, locale) })}
        </button>
      )}
    </section>
  );
}

const other = (order: Risky): Risky => (order === "leave" ? "again" : "leave");

function Orders({ order, onOrder }: { order: Risky; onOrder(order: Risky): void }) {
  const { words } = useWords();
  return (
    <div class="choice-row" role="group" aria-label={words("churn.order")}>
      {ORDERS.map((one) => (
        <button key={one} aria-pressed={one === order} onClick={() => onOrder(one)}>
          {words(`churn.by_${one}`)}
        </button>
      ))}
    </div>
  );
}

function Row({ one, order, usual, onOpen }: { one: Customer; order: Risky; usual?: number | null; onOpen(): void }) {
  const { words, locale } = useWords();
  const percent = (share: number | null | undefined) => (typeof share === "number" ? `${number(share * 100, locale)}%` : "–");
  const chance = one[order] ?? 0;
  return (
    <tr>
      <th scope="row">
        <button class="link code" onClick={onOpen}>
          {one.customer}
        </button>
      </th>
      <td data-name={words(`churn.${order}`)}>
        <b>{percent(one[order])}</b>
        <LengthBar share={chance} tone={chance >= ALARMING ? "bad" : "warn"} expected={usual ?? undefined} />
      </td>
      <td data-name={words(`churn.${other(order)}`)}>{percent(one[other(order)])}</td>
      <td data-name={words("churn.why")}>
        {one.about !== order && one.reasons.length > 0 && <small>{words(`churn.why_${one.about}`)}</small>}
        <Reasons reasons={one.reasons} />
      </td>
      <td data-name={words("churn.next")}>{one.next_step ? <span class="chip info">{wordFor(words, "risk", `step_${one.next_step}`)}</span> : "–"}</td>
    </tr>
  );
}

/** What raises the chance, the strongest first; what lowers it stands behind, paler. */
function Reasons({ reasons }: Pick<Customer, "reasons">) {
  const { words } = useWords();
  const ranked = reasons.toSorted((one, other) => other.effect - one.effect);
  return (
    <ul class="reasons">
      {ranked.map(({ code, effect }) => (
        <li key={code} class={effect > 0 ? "chip warn" : "chip"}>
          {effect > 0 ? "▲" : "▼"} {wordFor(words, "risk", `reason_${code}`)}
        </li>
      ))}
    </ul>
  );
}
