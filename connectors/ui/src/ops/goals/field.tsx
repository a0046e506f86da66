import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useWords } from "../language";
import type { Fault } from "./submitting";

interface Props {
  name: string;
  label: string;
  fault?: Fault;
  hint?: string;
  children(field: { id: string; name: string; "aria-invalid": boolean; "aria-describedby": string }): ComponentChildren;
}

/** A field with its name above and what is wrong with it, or a hint, below. */
export function Field({ name, label, fault, hint, children }: Props) {
  const { words } = useWords();
  const id = useId();
  const below = useId();
  const wrong = fault?.field === name;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, name, "aria-invalid": wrong, "aria-describedby": below })}
      <p id={below} class={wrong ? "fault" : "hint-line"} role={wrong ? "alert" : undefined}>
        {wrong ? words(fault.key) : hint}
      </p>
    </div>
  );
}
