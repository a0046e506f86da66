import { useEffect } from "preact/hooks";
import { CloseIcon } from "../../shared/icons";
import { refusalWords } from "../../shared/refusal";
import { ko, type DeskKey } from "../catalogue/ko";
import type { Desk } from "../desk";
import { useWords } from "../language";
import type { DeskState, Toast } from "../state";

/** How long, in ms, a toast stays by itself. */
const STAYS = 10_000;

export function Toasts({ state, desk }: { state: DeskState; desk: Desk }) {
  return (
    <div class="toasts" role="status">
      {state.toasts.map((toast) => (
        <Slip key={toast.id} toast={toast} over={() => desk.dismiss(toast.id)} />
      ))}
    </div>
  );
}

function Slip({ toast, over }: { toast: Toast; over(): void }) {
  const { words } = useWords();
  const key = `toast.${toast.code}`;
  useEffect(() => {
    const timer = setTimeout(over, STAYS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="toast">
      <span>{key in ko ? words(key as DeskKey) : refusalWords(words, toast.code, toast.retryAfter)}</span>
      <button class="quiet round" aria-label={words("toast.close")} onClick={over}>
        <CloseIcon />
      </button>
    </p>
  );
}
