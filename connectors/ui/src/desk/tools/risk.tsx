import type { Risk as Known } from "../../shared/frames/desk_api";
import { number } from "../../shared/format";
import type { Locale } from "../../shared/words";
import { Block } from "./block";
import { toolWord, useToolWords } from "./language";
import "./risk.css";

/** Of so many customers shares are told: "61 of 100" is understood where "0.61" is not. Of more where they are small. */
const OF = [100, 1000, 10_000];

/** Both shares of as many customers as it takes for each to be one at least: then they differ as what is said of them. */
function counted(share: number, usual: number, locale: Locale) {
  const of = OF.find((count) => Math.min(share, usual) * count >= 1) ?? OF.at(-1)!;
  return { of: number(of, locale), share: number(share * of, locale), usual: number(usual * of, locale) };
}

/** What may become of a customer, in words, and what would help them: for the agent to know, not to say. */
export function Risk({ risk }: { risk: Known }) {
  const { tool, locale } = useToolWords();
  const { about, band, share, usual, reasons, next_step: step, why } = risk;
  const tone = band === "high" ? "chip bad" : "chip warn";
  return (
    <Block title={tool(`about.risk_${about}`)} more={<span class={tone}>{tool(`about.risk_${band}`)}</span>}>
      <div class="risk">
        <p>{tool(`about.risk_${about}_means`, counted(share, usual, locale))}</p>
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
