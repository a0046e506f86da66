import type { ComponentChildren } from "preact";
import type { Form } from "./form";
import { Failure } from "./failure";
import { useWords } from "./language";

interface Props {
  form: Form<object>;
  /** How what is edited will look. */
  children?: ComponentChildren;
}

/** The end of a form: what is wrong, what is not saved, and the button. */
export function Foot({ form, children }: Props) {
  const { words } = useWords();
  const { faults, dirty, busy, fresh, idle } = form;
  const general = faults.find(({ field }) => field === undefined);
  const named = faults.filter(({ field }) => field !== undefined);
  return (
    <footer class="foot">
      {general && <Failure fault={general} />}
      {named.length > 0 && (
        <p class="fault" role="alert">
          {named.length === 1 ? words(named[0]!.key, named[0]!.params) : words("fault.count", { count: named.length })}
        </p>
      )}
      {children}
      <span class="soft">{dirty && faults.length === 0 && words("edit.dirty")}</span>
      <button type="button" class="button outline" disabled={!dirty || busy} onClick={form.discard}>
        {words("edit.discard")}
      </button>
      {/* Never disabled: that would take the focus away from whoever has just pressed it. */}
      <button class="button strong" aria-disabled={idle}>
        {words(busy ? "edit.saving" : fresh ? "edit.add" : "edit.save")}
      </button>
    </footer>
  );
}

/** Ctrl+S, or ⌘S, saves the form in which one types. */
export function savesOnKey(form: Form<object>): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.code !== "KeyS" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    form.submit();
  };
}
