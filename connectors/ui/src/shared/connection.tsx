import { useCountdown } from "./clock";
import { useLanguage } from "./language";
import type { Phase } from "./socket";

interface Props {
  phase: Phase;
  /** There was a connection before. */
  known: boolean;
  retryAt?: number;
  onRetry(): void;
}

/** Says that the line is down as long as it is, when it will be tried again, and lets a person not wait. */
export function ConnectionBanner({ phase, known, retryAt, onRetry }: Props) {
  const { words } = useLanguage();
  const seconds = useCountdown(retryAt);
  const down = phase === "waiting" || phase === "offline" || phase === "denied" || (phase === "connecting" && known);
  if (!down) return null;
  return (
    <div class={`banner ${phase === "offline" || phase === "denied" ? "strong" : ""}`} role="status">
      <span>{words(`connection.${phase}`, { seconds })}</span>
      {(phase === "waiting" || phase === "offline") && (
        <button class="link" onClick={onRetry}>
          {words("connection.retry")}
        </button>
      )}
    </div>
  );
}
