import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { BackIcon } from "../../shared/icons";
import { faultAt, type Fault } from "./fault";
import { Failure } from "./failure";
import { useWords } from "./language";
import type { Loaded } from "./loaded";
import { hashOf, type Section } from "./route";

interface HeadProps {
  title: string;
  intro?: string;
  /** The list that this belongs to. */
  back?: Section;
  children?: ComponentChildren;
}

/** The top of a section, with the one thing to do there. */
export function SectionHead({ title, intro, back, children }: HeadProps) {
  const { words } = useWords();
  return (
    <header class="page-head">
      {back && (
        <a class="quiet" href={hashOf(back)}>
          <BackIcon /> {words("edit.back")}
        </a>
      )}
      <div class="naming">
        <h3>{title}</h3>
        {intro && <p class="soft">{intro}</p>}
      </div>
      {children}
    </header>
  );
}

/** What was read, once it is there; before it, and without it, what can be said. */
export function Ready<T>({ loaded, children }: { loaded: Loaded<T>; children(data: T): ComponentChildren }) {
  const { words } = useWords();
  const { data, fault, reload } = loaded;
  return (
    <>
      {fault && <Failure fault={fault} onRetry={() => void reload()} />}
      {data !== undefined ? children(data) : !fault && <p class="soft">{words("admin.loading")}</p>}
    </>
  );
}

/** What an input needs to be understood by everybody. */
export interface FieldProps {
  id: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
}

interface Props {
  label: string;
  name: string;
  faults: readonly Fault[];
  hint?: string;
  children(props: FieldProps): ComponentChildren;
}

export function Field({ label, name, faults, hint, children }: Props) {
  const id = useId();
  const fault = faultAt(faults, name);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, ...(fault ? { "aria-invalid": true } : {}), ...(described ? { "aria-describedby": described } : {}) })}
      {hint && (
        <p class="soft aid" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FaultLine id={`${id}-fault`} fault={fault} />
    </div>
  );
}

/** Several fields that make one thing, such as boxes to tick. */
export function FieldGroup({ label, name, faults, hint, children }: Omit<Props, "children"> & { children: ComponentChildren }) {
  const id = useId();
  const fault = faultAt(faults, name);
  return (
    <fieldset class="field group" aria-invalid={fault ? true : undefined} tabIndex={fault ? -1 : undefined} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {hint && <p class="soft aid">{hint}</p>}
      {children}
      <FaultLine id={`${id}-fault`} fault={fault} />
    </fieldset>
  );
}

export function FaultLine({ id, fault }: { id?: string; fault: Fault | undefined }) {
  const { words } = useWords();
  return fault ? (
    <p class="fault" id={id}>
      {words(fault.key, fault.params)}
    </p>
  ) : null;
}

interface ChecksProps<V extends string> {
  options: readonly V[];
  chosen: readonly V[];
  name(option: V): string;
  note?(option: V): string;
  onChange(chosen: V[]): void;
}

/** Boxes to tick, kept in the order of the options. */
export function Checks<V extends string>({ options, chosen, name, note, onChange }: ChecksProps<V>) {
  const toggled = (option: V) => options.filter((one) => (one === option) !== chosen.includes(one));
  return (
    <div class={note ? "checks noted" : "checks"}>
      {options.map((option) => (
        <label key={option} class="check">
          <input type="checkbox" checked={chosen.includes(option)} onChange={() => onChange(toggled(option))} />
          <span>
            {name(option)}
            {note && <small>{note(option)}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

interface ChoicesProps<V extends string> extends Omit<ChecksProps<V>, "chosen" | "onChange"> {
  label: string;
  chosen: V;
  onChange(chosen: V): void;
}

/** One of a few. */
export function Choices<V extends string>({ label, options, chosen, name, note, onChange }: ChoicesProps<V>) {
  const group = useId();
  return (
    <div class={note ? "checks noted" : "checks"} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option} class="check">
          <input type="radio" name={group} checked={option === chosen} onChange={() => onChange(option)} />
          <span>
            {name(option)}
            {note && <small>{note(option)}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

interface AskedProps {
  label: string;
  sure: string;
  onYes(): void;
  busy?: boolean;
}

/** A button that asks once more before it does what cannot be taken back. */
export function AskedButton({ label, sure, onYes, busy }: AskedProps) {
  const { words } = useWords();
  const [asked, ask] = useState(false);
  if (!asked) {
    return (
      <button type="button" class="button outline danger" disabled={busy} onClick={() => ask(true)}>
        {label}
      </button>
    );
  }
  return (
    <span class="asked" role="alert">
      {sure}
      <button type="button" class="button danger strong" disabled={busy} autofocus onClick={() => (ask(false), onYes())}>
        {label}
      </button>
      <button type="button" class="button outline" onClick={() => ask(false)}>
        {words("edit.cancel")}
      </button>
    </span>
  );
}
