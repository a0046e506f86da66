import { useState } from "preact/hooks";
import { useWords } from "../language";
import { useSubmitting } from "./submitting";

interface Props {
  name: string;
  remove(): Promise<unknown>;
  onDone(): void;
}

/** Asks once before something is gone. */
export function Removal({ name, remove, onDone }: Props) {
  const { words } = useWords();
  const [sure, setSure] = useState(false);
  const { busy, fault, submit } = useSubmitting();
  if (!sure) {
    return (
      <button class="quiet" aria-label={words("remove.of", { name })} onClick={() => setSure(true)}>
        {words("remove.ask")}
      </button>
    );
  }
  return (
    <span class="sure">
      {fault && (
        <span class="fault" role="alert">
          {words(fault.key)}
        </span>
      )}
      <button class="quiet" autofocus onClick={() => setSure(false)}>
        {words("remove.no")}
      </button>
      <button class="quiet danger" disabled={busy} onClick={() => submit(remove, onDone)}>
        {words("remove.yes")}
      </button>
    </span>
  );
}
