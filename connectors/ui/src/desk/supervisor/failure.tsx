import type { Fault } from "./fault";
import { useWords } from "./language";

interface Props {
  fault: Fault;
  /** What is still shown, when something is. */
  since?: string;
  onRetry?(): void;
}

/** Why something could not be read or kept, and what can be done about it. */
export function Failure({ fault, since, onRetry }: Props) {
  const { words } = useWords();
  return (
    <div class="failure" role="alert">
      <p>{since ?? words(fault.key, fault.params)}</p>
      {fault.key === "fault.signed_out" && (
        <a class="link" href="/desk" target="_blank" rel="noopener">
          {words("fault.signed_out_link")}
        </a>
      )}
      {onRetry && (
        <button type="button" class="button" onClick={onRetry}>
          {words("admin.retry")}
        </button>
      )}
    </div>
  );
}
