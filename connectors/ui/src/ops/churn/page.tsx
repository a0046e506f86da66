import { churn, type Churn } from "../../shared/frames/ops_journey";
import { InboxIcon } from "../../shared/icons";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { Answered } from "../shell/answered";
import { Bands } from "./bands";
import { AtRisk, ORDERS } from "./customers";
import { Notes } from "./notes";
import { Survival } from "./survival";
import "../marks/marks.css";
import "./churn.css";

/** Who is likely to leave or to ask again, how sure that is, and what would help. */
export default function ChurnPage({ query, ask }: PageProps) {
  const by = ORDERS.find((one) => one === query.own["order"]);
  const answer = useLoaded(by ? `/ops/api/churn?by=${by}` : "/ops/api/churn", churn);
  return <Answered of={answer}>{(data) => <Whole data={data} query={query} ask={ask} />}</Answered>;
}

function Whole({ data, query, ask }: PageProps & { data: Churn }) {
  const { words } = useWords();
  const { model, again } = data;
  if (!model && data.survival.length === 0) {
    return (
      <section class="blank">
        <InboxIcon />
        <h2>{words("churn.not_yet")}</h2>
        <p>{words("churn.not_yet_how")}</p>
      </section>
    );
  }
  return (
    <>
      <Notes data={data} />
      {data.customers.length > 0 && <AtRisk data={data} query={query} ask={ask} />}
      <div class="churn-pair">
        <Survival points={data.survival} />
        {model && !model.too_few && <Bands about="leave" bands={data.bands} model={model} />}
        {again && !again.model.too_few && <Bands about="again" bands={again.bands} model={again.model} />}
      </div>
    </>
  );
}
