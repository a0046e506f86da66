interface Props {
  /** From 0 to 1. */
  share: number;
  tone?: "accent" | "soft" | "warn" | "bad" | "good";
  /** A thin line across: what was expected, from 0 to 1. */
  expected?: number;
}

const percent = (share: number): string => `${Math.min(1, Math.max(0, share)) * 100}%`;

/** A length beside a number that says the same: nothing for those who hear the page. */
export function LengthBar({ share, tone = "accent", expected }: Props) {
  return (
    <svg class={`length-bar ${tone}`} aria-hidden="true">
      <rect class="ground" width="100%" height="100%" rx="4" />
      <rect class="length" width={percent(share)} height="100%" rx="4" />
      {expected !== undefined && <line class="expected" x1={percent(expected)} x2={percent(expected)} y1="0" y2="100%" />}
    </svg>
  );
}
