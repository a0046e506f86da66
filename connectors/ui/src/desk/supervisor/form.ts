import { useEffect, useRef, useState } from "preact/hooks";
import { changes } from "./difference";
import { useDrafts } from "./drafts";
import { faultOf, type Fault } from "./fault";

interface Asked<T> {
  /** Where its draft is kept. */
  id: string;
  /** As the gateway has it; what a new one begins with. */
  kept: T;
  /** It makes something new, and may be sent as it stands. */
  fresh?: boolean;
  /** What can be seen to be wrong without asking the gateway. */
  check?(values: T): Fault[];
  /** Only the fields of `changed` differ from what is kept. */
  save(changed: Partial<T>, values: T): Promise<unknown>;
}

export interface Form<T> {
  values: T;
  change(part: Partial<T>): void;
  dirty: boolean;
  busy: boolean;
  fresh: boolean;
  /** There is nothing to send just now. */
  idle: boolean;
  faults: Fault[];
  submit(event?: Event): void;
  discard(): void;
}

/** A form whose text survives refusals, lost connections and leaving the page; what others change meanwhile is kept. */
export function useForm<T extends object>({ id, kept, fresh = false, check, save }: Asked<T>): Form<T> {
  const drafts = useDrafts();
  const changed = changes(kept, { ...kept, ...drafts.get(id) } as T);
  const values = { ...kept, ...changed };
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const refused = useRef(false);
  const dirty = Object.keys(changed).length > 0;
  const idle = busy || (!dirty && !fresh);
  const refuse = (found: Fault[]) => {
    refused.current = true;
    setFaults(found);
  };
  const submit = async () => {
    const wrong = check?.(values) ?? [];
    if (wrong.length > 0) return refuse(wrong);
    setFaults([]);
    setBusy(true);
    try {
      await save(changed, values);
      drafts.set(id, {});
    } catch (error) {
      refuse([faultOf(error)]);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (refused.current) showFirst();
    refused.current = false;
  }, [faults]);
  return {
    values,
    change(part) {
      const next = { ...values, ...part };
      drafts.set(id, changes(kept, next));
      const touched = Object.keys(part);
      setFaults((last) => last.filter(({ field }) => field !== undefined && !touched.includes(field.split(".")[0]!)));
    },
    ...{ dirty, busy, fresh, idle },
    faults,
    submit(event) {
      event?.preventDefault();
      if (!idle) void submit();
    },
    discard() {
      drafts.set(id, {});
      setFaults([]);
    },
  };
}

/** Brings the first field that is not as it must be under the hand. */
function showFirst(): void {
  const field = document.querySelector<HTMLElement>('.supervisor [aria-invalid="true"]');
  field?.focus();
  field?.scrollIntoView({ block: "nearest" });
}
