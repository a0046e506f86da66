import { useCountdown } from "./clock";
import { useLanguage } from "./language";
import type { Phase } from "./socket";

interface Props {
  phase: Phase;
  retryAt?: number;
  onRetry(): void;
}

/** Says that the line is down, when it will be tried again, and lets a person not wait. */
export function ConnectionBanner({ phase, retryAt, onRetry }: Props) {
  const { words } = useLanguage();
  const seconds = useCountdown(retryAt);
  if (phase !== "waiting" && phase !== "offline" && phase !== "denied") return null;
  return (
    <div class={`banner ${phase === "waiting" ? "" : "strong"}`} role="status">
      <span>{words(`connection.${phase}`, { seconds })}</span>
      {phase === "waiting" && (
        <button class="link" onClick={onRetry}>
          {words("connection.retry")}
        </button>
      )}
    </div>
  );
}
