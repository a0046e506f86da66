import type { Breach } from "../../shared/frames/ops_live";
import { duration } from "../../shared/format";
import { CheckIcon } from "../../shared/icons";
import { useWords, wordFor } from "../language";
import { useSession } from "../shell/session";

const tones: Record<Breach["priority"], string> = { urgent: "bad", high: "warn", normal: "", low: "" };

/** Promises that were broken and are still open; the longest first. */
export function Breaches({ breaches, now }: { breaches: Breach[]; now: number }) {
  const { words, locale } = useWords();
  const { agent } = useSession();
  const opens = agent.roles.some((role) => role === "supervisor" || role === "admin"); // others have no desk
  return (
    <section class="panel-box">
      <header>
        <h2>{words("live.breaches_title")}</h2>
      </header>
      {breaches.length === 0 ? (
        <p class="all-kept">
          <CheckIcon /> {words("live.no_breaches")}
        </p>
      ) : (
        <div class="table-frame" tabIndex={0}>
          <table class="left">
            <thead>
              <tr>
                {(["ticket", "queue", "priority", "promise", "over", "agent"] as const).map((key) => (
                  <th key={key} scope="col">
                    {words(`live.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {breaches.map((breach) => (
                <tr key={`${breach.ticket_id} ${breach.clock}`}>
                  <th scope="row">{opens ? <a href={`/desk#/chat/${breach.conversation_id}`}>#{breach.number}</a> : `#${breach.number}`}</th>
                  <td>{wordFor(words, "topic", breach.queue)}</td>
                  <td>
                    <span class={`chip ${tones[breach.priority]}`}>{words(`priority.${breach.priority}`)}</span>
                  </td>
                  <td>{words(`promise.${breach.clock}`)}</td>
                  <td class="over">{words("live.over_by", { time: duration(Math.max(0, (now - Date.parse(breach.due)) / 1000), locale) })}</td>
                  <td>{breach.agent ?? <span class="few">{words("live.nobody")}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
