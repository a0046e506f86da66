import { useEffect, useState } from "preact/hooks";
import { useWords } from "../language";
import type { Chat } from "../chat";
import type { WidgetState } from "../state";

/** Says that the line is down, when it will be tried again, and lets the customer not wait. */
export function ConnectionBanner({ state, chat }: { state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const seconds = useCountdown(state.retryAt);
  const { phase } = state;
  if (phase !== "waiting" && phase !== "offline" && phase !== "denied") return null;
  return (
    <div class={`banner ${phase === "waiting" ? "" : "strong"}`} role="status">
      <span>{words(`connection.${phase}`, { seconds })}</span>
      {phase === "waiting" && (
        <button class="link" onClick={() => chat.connectNow()}>
          {words("connection.retry")}
        </button>
      )}
    </div>
  );
}

/** Whole seconds until `at` (ms since 1970), counted down while shown. */
export function useCountdown(at: number | undefined): number {
  const left = () => Math.max(1, Math.ceil(((at ?? 0) - Date.now()) / 1000));
  const [seconds, set] = useState(left);
  useEffect(() => {
    set(left());
    const timer = setInterval(() => set(left()), 500);
    return () => clearInterval(timer);
  }, [at]);
  return seconds;
}
