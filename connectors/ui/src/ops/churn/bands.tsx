import { number } from "../../shared/format";
import type { Churn } from "../../shared/frames/ops_journey";
import { figure } from "../figure";
import { useWords } from "../language";
import { LengthBar } from "../marks/bar";

/** Whether what was expected came true: customers by how likely they were to leave, and how many of them did. */
export function Bands({ bands, model }: { bands: Churn["bands"]; model: Churn["model"] }) {
  const { words, locale } = useWords();
  const percent = (share: number) => number(share * 100, locale);
  const most = Math.max(...bands.flatMap(({ expected, left }) => [expected ?? 0, left ?? 0]), 0.01);
  return (
    <section class="panel-box">
      <header>
        <h2>{words("churn.bands")}</h2>
        <p>{words("churn.bands_explained")}</p>
      </header>
      <table class="bands">
        <caption class="sr">{words("churn.bands")}</caption>
        <thead>
          <tr>
            <th scope="col">{words("churn.band")}</th>
            <th scope="col">{words("churn.customers")}</th>
            <th scope="col" class="graph">
              <i class="swatch tone-accent" /> {words("churn.left")} <i class="swatch-mark" /> {words("churn.expected")}
            </th>
            <th scope="col">{words("churn.left")}</th>
            <th scope="col">{words("churn.expected")}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map(({ from, to, customers, expected, left }) => (
            <tr key={from} class={customers < 30 ? "few" : undefined}>
              <th scope="row">{words("churn.range", { from: percent(from), to: percent(to) })}</th>
              <td>{number(customers, locale)}</td>
              <td class="graph">{typeof left === "number" && <LengthBar share={left / most} expected={typeof expected === "number" ? expected / most : undefined} />}</td>
              <td>{figure(left, "share", locale)}</td>
              <td>{figure(expected, "share", locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {model && (
        <p class="remark">
          {typeof model.calibration_error === "number" && words("churn.error", { points: number(model.calibration_error * 100, locale, 1) })}{" "}
          {typeof model.auc === "number" && words("churn.auc", { share: number(model.auc * 100, locale) })}{" "}
          {words("churn.trained", { n: number(model.n, locale), events: number(model.events, locale) })}
        </p>
      )}
    </section>
  );
}
