import { ClockIcon } from "../../shared/icons";
import { time } from "../../shared/format";
import { useWords } from "../language";
import type { WidgetState } from "../state";

/** The place in the queue and the range of the wait, or when somebody is back, as the gateway last said. */
export function QueueStrip({ state }: { state: WidgetState }) {
  const { words, locale } = useWords();
  const queue = state.conversation?.queue;
  if (state.conversation?.owner !== "queue") return null;
  const away = queue?.open === false ? queue.opens_at : undefined;
  return (
    <section class="queue" role="status">
      <ClockIcon />
      <div>
        <strong>{words(away ? "queue.away" : "queue.title")}</strong>
        <p>
          {[away && back(away), queue?.position && place(queue.position, Boolean(away)), queue?.wait && wait(queue.wait)]
            .filter(Boolean)
            .join(" · ") || words("queue.hint")}
        </p>
      </div>
    </section>
  );

  function back(at: string): string {
    return words("queue.back", { at: time(at, "moment", locale) });
  }

  function place(position: number, away: boolean): string {
    if (position > 1) return words("queue.position", { ahead: position - 1 });
    return words(away ? "queue.first" : "queue.next");
  }

  function wait({ low_s, high_s }: { low_s: number; high_s: number }): string {
    const low = Math.floor(low_s / 60);
    const high = Math.max(1, Math.ceil(high_s / 60));
    return low < 1 || low >= high ? words("queue.wait_one", { high }) : words("queue.wait", { low, high });
  }
}
