import { useNow } from "../../shared/clock";
import { countdown } from "../clocks";
import { useWords } from "../language";
import { queueLines, type Filter, type QueueLine } from "../queues";
import { useRoving } from "../roving";
import type { DeskState } from "../state";

interface Props {
  state: DeskState;
  filter: Filter;
  onFilter(filter: Filter): void;
}

/** The queues with who waits, when the first is due and what is overdue; one of them filters the list below. */
export function Queues({ state, filter, onFilter }: Props) {
  const { words } = useWords();
  const now = useNow(1000);
  const lines = queueLines(state.counts, state.agent.skills, state.waiting, now);
  const { box, onKeyDown, onFocusIn } = useRoving("button");
  const breached = lines.reduce((sum, line) => sum + line.breached, 0);
  const press = (one: Filter) => onFilter(one === filter ? "all" : one);
  if (lines.length === 0) return null;
  return (
    <div class="queues" role="group" aria-label={words("queues.label")} ref={(node) => void (box.current = node)} onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
      {lines.map((line) => (
        <Tile key={line.queue} line={line} now={now} pressed={filter === line.queue} onPress={() => press(line.queue)} />
      ))}
      {breached > 0 && (
        <button type="button" class="queue bad" aria-pressed={filter === "breached"} onClick={() => press("breached")}>
          <strong>{words("queues.overdue")}</strong>
          <span class="many">{breached}</span>
        </button>
      )}
    </div>
  );
}

function Tile({ line, now, pressed, onPress }: { line: QueueLine; now: number; pressed: boolean; onPress(): void }) {
  const { words, locale } = useWords();
  const left = line.oldestDue === undefined ? undefined : (line.oldestDue - now) / 1000;
  const time = left === undefined ? "" : words(left < 0 ? "clock.over" : "clock.left", { time: countdown(left, locale) });
  return (
    <button type="button" class="queue" aria-pressed={pressed} onClick={onPress}>
      <strong>{words(`queue.${line.queue}`)}</strong>
      <span class={line.waiting > 0 ? "many" : "many zero"}>{line.waiting}</span>
      {line.waiting > 0 && <span class={left !== undefined && left < 0 ? "due bad" : "due"}>{time}</span>}
    </button>
  );
}
