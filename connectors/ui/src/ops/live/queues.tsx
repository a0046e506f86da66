import type { LiveQueue } from "../../shared/frames/ops_live";
import { duration, number } from "../../shared/format";
import { useWords, wordFor } from "../language";

/** The queues now; `passed` is how old the answer is, in seconds. */
export function Queues({ queues, passed }: { queues: LiveQueue[]; passed: number }) {
  const { words, locale } = useWords();
  const most = Math.max(1, ...queues.map(({ waiting }) => waiting));
  return (
    <section class="panel-box">
      <header>
        <h2>{words("live.queues")}</h2>
      </header>
      <div class="table-frame" tabIndex={0}>
        <table class="live-queues">
          <thead>
            <tr>
              {(["queue", "waiting", "oldest_short", "chats", "breaches", "free"] as const).map((key) => (
                <th key={key} scope="col">
                  {words(`live.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <tr key={queue.queue}>
                <th scope="row">
                  {wordFor(words, "topic", queue.queue)} {!queue.open && <span class="chip">{words("live.closed")}</span>}
                </th>
                <td>
                  {number(queue.waiting, locale)}
                  <svg class="cell-bar" aria-hidden="true">
                    <rect class="ground" width="100%" height="100%" rx="2" />
                    <rect class="length" width={`${(queue.waiting / most) * 100}%`} height="100%" rx="2" />
                  </svg>
                </td>
                <td>{queue.oldest_s === null ? "–" : duration(queue.oldest_s + passed, locale)}</td>
                <td>{number(queue.chats, locale)}</td>
                <td>{queue.breached > 0 ? <span class="chip bad">{number(queue.breached, locale)}</span> : number(0, locale)}</td>
                <td>{queue.agents === 0 && queue.open && queue.waiting > 0 ? <span class="chip warn">{words("live.none_there")}</span> : number(queue.agents, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
