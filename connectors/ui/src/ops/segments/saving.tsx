import { useRef, useState } from "preact/hooks";
import { post } from "../../shared/api";
import { useWords } from "../language";
import { refusal } from "./refusal";

interface Props {
  /** What is narrowed now; values of one name with commas between them, as in the address. */
  filter: Partial<Record<string, string>>;
  onSaved(name: string): void;
}

/** Saves what is narrowed now under a name. */
export function Saving({ filter, onSaved }: Props) {
  const { words } = useWords();
  const [open, setOpen] = useState(false);
  const saved = (name: string) => {
    setOpen(false);
    onSaved(name);
  };
  if (Object.keys(filter).length === 0) return <li class="remark">{words("segment.save_none")}</li>;
  return (
    <li>
      {open ? (
        <Form filter={filter} onSaved={saved} onCancelled={() => setOpen(false)} />
      ) : (
        <button class="button outline" onClick={() => setOpen(true)}>
          + {words("segment.save")}
        </button>
      )}
    </li>
  );
}

function Form({ filter, onSaved, onCancelled }: Props & { onCancelled(): void }) {
  const { words } = useWords();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    const name = field.current!.value.trim();
    if (!name || busy) return;
    setBusy(true);
    setFault("");
    try {
      await post("/ops/api/segments", { name, filter: asLists(filter) });
      onSaved(name);
    } catch (error) {
      setFault(words(refusal(error)));
      setBusy(false);
    }
  };
  return (
    <form class="saving" onSubmit={(event) => void save(event)} onKeyDown={({ key, isComposing }) => key === "Escape" && !isComposing && onCancelled()}>
      <input ref={field} class="input" required maxLength={80} autoFocus aria-label={words("segment.name")} aria-invalid={Boolean(fault)} placeholder={words("segment.name_hint")} />
      <button class="button strong" disabled={busy}>
        {words("segment.confirm")}
      </button>
      <button type="button" class="button" onClick={onCancelled}>
        {words("segment.cancel")}
      </button>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}

/** `returning` is one word; everything else a list. */
export function asLists(filter: Props["filter"]): Record<string, string | string[]> {
  const entries = Object.entries(filter).flatMap(([name, text]) => (text ? [[name, name === "returning" ? text : text.split(",")] as const] : []));
  return Object.fromEntries(entries);
}
