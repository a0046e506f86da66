import { useState } from "preact/hooks";
import { number } from "../../shared/format";
import type { AtRisk as Customer } from "../../shared/frames/ops_journey";
import { useWords, wordFor } from "../language";
import { LengthBar } from "../marks/bar";
import type { PageProps } from "../pages";
import { question } from "../query";

/** So many stand there at once. */
const SHOWN = 20;
/** From this chance on, the bar is red. */
const ALARMING = 0.5;

/** Customers by how likely they are to leave within 30 days, why, and what to do next. */
export function AtRisk({ customers, usual, query, ask }: PageProps & { customers: Customer[]; usual?: number | null }) {
  const { words, locale } = useWords();
  const [shown, setShown] = useState(SHOWN);
  return (
    <section class="panel-box">
      <header>
        <h2>{words("churn.at_risk")}</h2>
        <p>
          {words("churn.at_risk_explained")} {typeof usual === "number" && words("churn.usual", { share: number(usual * 100, locale) })}
        </p>
      </header>
      <table class="at-risk">
        <caption class="sr">{words("churn.at_risk")}</caption>
        <thead>
          <tr>
            <th scope="col">{words("rows.customer")}</th>
            <th scope="col">{words("churn.leaves")}</th>
            <th scope="col">{words("churn.again")}</th>
            <th scope="col">{words("churn.why")}</th>
            <th scope="col">{words("churn.next")}</th>
          </tr>
        </thead>
        <tbody>
          {customers.slice(0, shown).map((one) => (
            <Row key={one.customer} one={one} usual={usual} onOpen={() => ask({ rows: question(query, { customer: one.customer }), named: one.customer })} />
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

function Row({ one, usual, onOpen }: { one: Customer; usual?: number | null; onOpen(): void }) {
  const { words, locale } = useWords();
  const percent = (share: number | null | undefined) => (typeof share === "number" ? `${number(share * 100, locale)}%` : "–");
  const leave = one.leave ?? 0;
  return (
    <tr>
      <th scope="row">
        <button class="link code" onClick={onOpen}>
          {one.customer}
        </button>
      </th>
      <td data-name={words("churn.leaves")}>
        <b>{percent(one.leave)}</b>
        <LengthBar share={leave} tone={leave >= ALARMING ? "bad" : "warn"} expected={usual ?? undefined} />
      </td>
      <td data-name={words("churn.again")}>{percent(one.again)}</td>
      <td data-name={words("churn.why")}>
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
