import type { Staffing } from "../../shared/frames/ops_live";
import { duration, number } from "../../shared/format";
import { useWords } from "../language";
import { PersonIcon } from "../../shared/icons";
import { enough, type Enough } from "./staffing_state";

const tones: Record<Enough, string> = { unknown: "", quiet: "good", enough: "good", short: "bad", nobody: "bad" };
/** More people than this are said in numbers only. */
const MOST_DRAWN = 24;

/** How many agents the chats of now need, by Erlang C, and what customers can expect of those who are there. */
export function StaffingCard({ staffing }: { staffing: Staffing }) {
  const { words, locale } = useWords();
  const { arrivals_per_hour, handle_s, at_once, target, needed, there, expected } = staffing;
  const { state, missing } = enough(staffing);
  const percent = (share: number) => `${number(share * 100, locale)}%`;
  const target_words = { share: percent(target.share), time: duration(target.within_s, locale) };
  return (
    <section class="panel-box staffing">
      <header>
        <h2>{words("staffing.title")}</h2>
        <span class={`chip ${tones[state]}`}>{words(`staffing.${state}`, { missing })}</span>
      </header>
      {needed !== null && (
        <>
          <p class="staffing-count">
            <b>{number(there, locale)}</b> {words("staffing.of_needed", { needed: number(needed, locale) })}
          </p>
          {Math.max(needed, there) <= MOST_DRAWN && (
            <p class="people" aria-hidden="true">
              {Array.from({ length: Math.max(needed, there) }, (_, place) => (
                <span key={place} class={place >= there ? "missing" : place >= needed ? "spare" : ""}>
                  <PersonIcon />
                </span>
              ))}
            </p>
          )}
        </>
      )}
      <p>
        {needed === null
          ? words("staffing.unknown_why")
          : words("staffing.why", { ...target_words, arrivals: number(arrivals_per_hour, locale), handle: duration(handle_s ?? 0, locale), at_once, needed })}
      </p>
      {expected && <p>{expected.wait_s === null ? words("staffing.too_much") : words("staffing.expected", { ...target_words, share: percent(expected.share), wait: duration(expected.wait_s, locale) })}</p>}
      {needed !== null && <p class="remark">{words("staffing.method")}</p>}
    </section>
  );
}
