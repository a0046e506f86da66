import type { Tone } from "./tip";

export interface Key {
  label: string;
  tone: Tone;
  /** How the mark looks: a filled box, a line, a hollow dot of few cases, a pale band. */
  mark?: "box" | "line" | "dashed" | "dot" | "band";
}

export function Legend({ keys }: { keys: Key[] }) {
  return (
    <ul class="chart-legend">
      {keys.map(({ label, tone, mark = "box" }) => (
        <li key={label}>
          <i class={`swatch ${mark} tone-${tone}`} /> {label}
        </li>
      ))}
    </ul>
  );
}
