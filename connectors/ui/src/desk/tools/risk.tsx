import type { Risk as Known } from "../../shared/frames/desk_api";
import { Block } from "./block";
import { toolWord, useToolWords } from "./language";
import "./risk.css";

/** Of so many customers a share is told: "61 of 100" is understood where "0.61" is not. */
const OF = 100;

/** At least one: a risk that is told is never none at all. */
const customers = (share: number) => Math.max(1, Math.round(share * OF));

/** What may become of a customer, in words, and what would help them: for the agent to know, not to say. */
export function Risk({ risk }: { risk: Known }) {
  const { tool } = useToolWords();
  const { about, band, share, usual, reasons, next_step: step, why } = risk;
  const counted = { share: customers(share), usual: customers(usual) };
  const tone = band === "high" ? "chip bad" : "chip warn";
  return (
    <Block title={tool(`about.risk_${about}`)} more={<span class={tone}>{tool(`about.risk_${band}`)}</span>}>
      <div class="risk">
        <p>{tool(`about.risk_${about}_means`, counted)}</p>
        {reasons.length > 0 && (
          <>
            <h4>{tool("about.risk_reasons")}</h4>
            <ul>
              {reasons.map((code) => (
                <li key={code}>{toolWord(tool, "risk", `reason_${code}`)}</li>
              ))}
            </ul>
          </>
        )}
        {step && why && (
          <>
            <h4>{tool("about.risk_step")}</h4>
            <p class="step">
              <strong>{toolWord(tool, "risk", `step_${step}`)}</strong>
              <span>{toolWord(tool, "risk", `why_${why}`)}</span>
            </p>
          </>
        )}
        <p class="private">{tool("about.risk_private")}</p>
      </div>
    </Block>
  );
}
