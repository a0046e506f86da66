interface Props {
  value: number;
  low?: number;
  high?: number;
  /** The end of the scale; it begins at 0. */
  most: number;
  tone?: "accent" | "bad" | "good" | "quiet";
}

/** A dot with the interval that it lies in, on a scale that all rows share; the numbers stand beside it in words. */
export function Whisker({ value, low, high, most, tone = "accent" }: Props) {
  const at = (one: number): string => `${1.5 + (most > 0 ? Math.min(1, Math.max(0, one / most)) : 0) * 97}%`;
  return (
    <svg class={`whisker ${tone}`} aria-hidden="true">
      <line class="ground" x1="1.5%" x2="98.5%" y1="50%" y2="50%" />
      {low !== undefined && high !== undefined && (
        <>
          <line class="span" x1={at(low)} x2={at(high)} y1="50%" y2="50%" />
          <line class="end" x1={at(low)} x2={at(low)} y1="28%" y2="72%" />
          <line class="end" x1={at(high)} x2={at(high)} y1="28%" y2="72%" />
        </>
      )}
      <circle cx={at(value)} cy="50%" r="5" />
    </svg>
  );
}
