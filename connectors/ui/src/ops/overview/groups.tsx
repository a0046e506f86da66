import type { Metric } from "../../shared/frames/ops";
import { useWords, wordFor } from "../language";
import { Against } from "./against";
import { Definition } from "./definition";
import type { Ordered } from "./order";
import { isFew, RestsOn } from "./rests_on";
import { Value } from "./tile";

interface Props {
  groups: Ordered["groups"];
  onRows(metric: Metric, part?: string): void;
}

/** Every number, group by group. */
export function Groups({ groups, onRows }: Props) {
  const { words } = useWords();
  return (
    <div class="metric-groups">
      {groups.map(({ id, metrics }) => (
        <section key={id} class="panel-box metric-group">
          <h2>{wordFor(words, "group", id)}</h2>
          <ul>
            {metrics.map((metric) => (
              <Line key={metric.id} metric={metric} onRows={(part) => onRows(metric, part)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Line({ metric, onRows }: { metric: Metric; onRows(part?: string): void }) {
  const { locale } = useWords();
  return (
    <li class={isFew(metric) ? "metric-line few" : "metric-line"}>
      <div class="metric-name">
        <h3>
          {metric.name[locale]} <Definition metric={metric} />
        </h3>
        <RestsOn metric={metric} onRows={onRows} />
      </div>
      <div class="metric-value">
        <Value metric={metric} onRows={onRows} />
        <Against metric={metric} />
      </div>
      {metric.unit === "share" && <Range metric={metric} />}
    </li>
  );
}

/** From 0 to 100 %: where the number is, and where it may be. The words beside it say the same. */
function Range({ metric: { value, interval } }: { metric: Metric }) {
  const [low, high] = interval ?? [];
  return (
    <svg class="metric-range" aria-hidden="true">
      <rect class="ground" y="3" width="100%" height="4" rx="2" />
      {low !== undefined && high !== undefined && <rect class="interval" x={`${low * 100}%`} y="2" width={`${Math.max(0.6, (high - low) * 100)}%`} height="6" rx="3" />}
      {value !== null && <circle cx={`${value * 100}%`} cy="5" r="4" />}
    </svg>
  );
}
