import { useNow } from "../../../shared/clock";
import { duration, sameDay, time } from "../../../shared/format";
import { useWords } from "../language";
import type { QueueLine } from "../shapes";

/** Every queue on one line: how long it is, whether it is open, and who could take from it. */
export function Queues({ queues }: { queues: QueueLine[] }) {
  const { words } = useWords();
  const heads = ["queue", "waiting", "oldest", "breached", "hours", "free"] as const;
  return (
    <section class="board">
      <header>
        <h3>{words("team.queues")}</h3>
      </header>
      <table class="queue-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {words(`team.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map((line) => (
            <Line key={line.queue} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line }: { line: QueueLine }) {
  const { words } = useWords();
  const free = line.agents_online === 0 ? words("team.nobody_online") : words("team.free_of", { free: line.agents_free, online: line.agents_online });
  const short = line.waiting > 0 && line.open && line.agents_free === 0;
  return (
    <tr class={line.waiting === 0 && line.breached === 0 ? "calm" : undefined}>
      <th scope="row">{words(`queue.${line.queue}`)}</th>
      <td data-label={words("team.waiting")}>{line.waiting}</td>
      <td data-label={words("team.oldest")}>{line.oldest_due ? <Due at={line.oldest_due} /> : "–"}</td>
      <td data-label={words("team.breached")}>{line.breached > 0 ? <span class="chip bad">{line.breached}</span> : 0}</td>
      <td data-label={words("team.hours")}>
        <Hours line={line} />
      </td>
      <td data-label={words("team.free")}>{short ? <span class="chip warn">{free}</span> : free}</td>
    </tr>
  );
}

function Due({ at }: { at: string }) {
  const { words, locale } = useWords();
  const left = (Date.parse(at) - useNow(1000)) / 1000;
  const tone = left < 0 ? "bad" : left < 60 ? "warn" : "";
  return <span class={`chip ${tone}`}>{words(left < 0 ? "side.overdue" : "side.left", { time: duration(Math.abs(left), locale) })}</span>;
}

function Hours({ line }: { line: QueueLine }) {
  const { words, locale } = useWords();
  if (line.open) return <span class="chip good">{words("team.open")}</span>;
  const at = line.opens_at;
  const opens = at && words("team.opens_at", { time: time(at, sameDay(at, new Date().toISOString()) ? "time" : "moment", locale) });
  return (
    <>
      <span class="chip">{words("team.closed")}</span> {opens && <small>{opens}</small>}
    </>
  );
}
