import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useDrafts } from "./drafts";
import { faultOf, type Fault } from "./fault";
import { Failure } from "./failure";
import { useSay } from "./notice";
import { go, type Section } from "./route";

interface Act<A extends unknown[]> {
  run(...about: A): void;
  busy: boolean;
  failure: ComponentChildren;
}

/** Something that is done at a press, without a form. */
export function useAct<A extends unknown[]>(act: (...about: A) => Promise<unknown>): Act<A> {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const run = async (...about: A) => {
    setBusy(true);
    setFault(undefined);
    try {
      await act(...about);
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { run: (...about) => void run(...about), busy, failure: fault ? <Failure fault={fault} /> : null };
}

/** Takes something out of use, and what was typed about it too; then shows the list again. */
export function useRemoval(remove: () => Promise<unknown>, name: string, section: Section, id: string, reload: () => Promise<void>): Act<[]> {
  const say = useSay();
  const drafts = useDrafts();
  return useAct(async () => {
    await remove();
    drafts.set(`${section}/${id}`, {});
    await reload();
    say("edit.archived", { name });
    go(section);
  });
}
