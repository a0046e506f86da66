import { number, time } from "../../shared/format";
import { churn, type Churn } from "../../shared/frames/ops_journey";
import { InboxIcon } from "../../shared/icons";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { Answered } from "../shell/answered";
import { Bands } from "./bands";
import { AtRisk } from "./customers";
import { Survival } from "./survival";
import "../marks/marks.css";
import "./churn.css";

/** Who is likely to leave, how sure that is, and what would help. */
export default function ChurnPage({ query, ask }: PageProps) {
  const answer = useLoaded("/ops/api/churn", churn);
  return <Answered of={answer}>{(data) => <Whole data={data} query={query} ask={ask} />}</Answered>;
}

function Whole({ data, query, ask }: PageProps & { data: Churn }) {
  const { words, locale } = useWords();
  const { model } = data;
  if (!model && data.survival.length === 0) {
    return (
      <section class="blank">
        <InboxIcon />
        <h2>{words("churn.not_yet")}</h2>
        <p>{words("churn.not_yet_how")}</p>
      </section>
    );
  }
  const few = !model || model.too_few;
  return (
    <>
      {model && few && (
        <section class="hint" role="note">
          <strong>{words("churn.too_few")}</strong>
          <span>{words("churn.too_few_how", { n: number(model.n, locale), events: number(model.events, locale) })}</span>
        </section>
      )}
      {data.customers.length > 0 && <AtRisk customers={data.customers} usual={model?.usual} query={query} ask={ask} />}
      <div class="churn-pair">
        <Survival points={data.survival} />
        {!few && <Bands bands={data.bands} model={model} />}
      </div>
      {data.computed_at && <p class="remark">{words("churn.as_of", { time: time(data.computed_at, "moment", locale) })}</p>}
    </>
  );
}
