import { number } from "../../shared/format";
import type { RiskBands, RiskModel, Risky } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords } from "../language";
import { LengthBar } from "../marks/bar";

/** Whether what was expected came true: customers by how likely they were to leave or ask again, and how many did. */
export function Bands({ about, bands, model }: { about: Risky; bands: RiskBands; model: RiskModel }) {
  const { words, locale } = useWords();
  const percent = (share: number) => number(share * 100, locale);
  const most = Math.max(...bands.flatMap(({ expected, happened }) => [expected ?? 0, happened ?? 0]), 0.01);
  return (
    <section class="panel-box">
      <header>
        <h2>{words(`churn.bands_${about}`)}</h2>
        <p>{words(`churn.bands_${about}_explained`)}</p>
      </header>
      <table class="bands">
        <caption class="sr">{words(`churn.bands_${about}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{words("churn.band")}</th>
            <th scope="col">{words("churn.customers")}</th>
            <th scope="col" class="graph">
              <i class="swatch tone-accent" /> {words("churn.happened")} <i class="swatch-mark" /> {words("churn.expected")}
            </th>
            <th scope="col">{words("churn.happened")}</th>
            <th scope="col">{words("churn.expected")}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map(({ from, to, customers, expected, happened }) => (
            <tr key={from} class={customers < 30 ? "few" : undefined}>
              <th scope="row">{words("churn.range", { from: percent(from), to: percent(to) })}</th>
              <td>{number(customers, locale)}</td>
              <td class="graph">{typeof happened === "number" && <LengthBar share={happened / most} expected={typeof expected === "number" ? expected / most : undefined} />}</td>
              <td>{figure(happened, "share", locale)}</td>
              <td>{figure(expected, "share", locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="remark">
        {typeof model.calibration_error === "number" && words("churn.error", { points: number(model.calibration_error * 100, locale, 1) })}{" "}
        {typeof model.auc === "number" && words(`churn.auc_${about}`, { share: number(model.auc * 100, locale) })}{" "}
        {words(`churn.looked_${about}`, { n: number(model.n, locale), events: number(model.events, locale) })}
      </p>
    </section>
  );
}
