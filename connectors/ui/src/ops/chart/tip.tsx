import { useLayoutEffect, useRef } from "preact/hooks";

/** A colour of a mark: one of the six tones of series, or one with a meaning. */
export type Tone = 1 | 2 | 3 | 4 | 5 | 6 | "quiet" | "good" | "warn" | "bad" | "info" | "accent";

/** What is said of a place of a chart. */
export interface Tip {
  title: string;
  lines: { label?: string; value: string; tone?: Tone }[];
  /** Below the lines: few cases, pending ones. */
  note?: string;
}

export interface Place<At> {
  at: At;
  /** In px, within the chart. */
  x: number;
  y: number;
}

const GAP = 14;

/** Stands beside the pointer, on the side that has room. The library's own tooltip writes HTML, which our pages refuse. */
export function TipBox({ tip, place: { x, y } }: { tip: Tip; place: Place<unknown> }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { style, offsetWidth, offsetHeight, offsetParent } = box.current!;
    const room = (offsetParent?.clientWidth ?? 0) - offsetWidth;
    const beside = x + GAP <= room ? x + GAP : x - GAP - offsetWidth;
    style.left = `${Math.max(0, Math.min(beside, room))}px`;
    style.top = `${Math.max(-8, y - offsetHeight / 2)}px`;
  }, [tip, x, y]);
  return (
    <div ref={box} class="chart-tip" role="status">
      <strong>{tip.title}</strong>
      {tip.lines.map((line, index) => (
        <p key={index}>
          {line.tone !== undefined && <i class={`swatch tone-${line.tone}`} />}
          {line.label && <span>{line.label}</span>}
          <b>{line.value}</b>
        </p>
      ))}
      {tip.note && <small>{tip.note}</small>}
    </div>
  );
}
