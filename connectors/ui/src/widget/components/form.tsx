import { CheckIcon } from "../../shared/icons";
import type { WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import { useWords } from "../language";
import type { WidgetState } from "../state";
import { useFilling, type Field } from "./filling";

interface FormProps {
  messageId: string;
  state: WidgetState;
  chat: Chat;
  title: string;
  text: string;
  fields: Field[];
  action: WidgetKey;
  /** What was sent stands, and nothing else is taken any more. */
  closed?: boolean;
}

/** A card that the customer fills in. */
export function Form({ messageId, state, chat, title, text, fields, action, closed }: FormProps) {
  const { words } = useWords();
  const filling = useFilling(messageId, state, chat, fields);
  const idOf = (field: Field) => `${messageId}-${field.name}`;
  const submit = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLElement;
    const wrong = filling.submit();
    if (!wrong) return;
    document.getElementById(idOf(wrong))?.focus();
    // What is wrong takes a line that was not there: the button stays in sight.
    requestAnimationFrame(() => form.scrollIntoView({ block: "nearest" }));
  };
  if (filling.done) return <Sent title={title} waiting={filling.waiting} again={closed ? undefined : filling.again} />;
  return (
    <form class="card form" onSubmit={submit} noValidate>
      <header>
        <h2>{title}</h2>
      </header>
      <p>{text}</p>
      {fields.map((field) => (
        <Input
          key={field.name}
          id={idOf(field)}
          field={field}
          value={filling.values[field.name] ?? ""}
          fault={filling.said(field)}
          onInput={(value) => filling.type(field.name, value)}
        />
      ))}
      {filling.refusal && (
        <p class="fault" role="alert">
          {filling.refusal}
        </p>
      )}
      <button class="button wide strong">{words(action)}</button>
    </form>
  );
}

interface InputProps {
  id: string;
  field: Field;
  value: string;
  fault?: string;
  onInput(value: string): void;
}

function Input({ id, field, value, fault, onInput }: InputProps) {
  const { words } = useWords();
  return (
    <div class="field">
      <label for={id}>{words(field.label)}</label>
      <input
        id={id}
        value={value}
        maxLength={254}
        autocomplete={field.autocomplete ?? "off"}
        inputMode={field.inputMode}
        required={!field.optional}
        aria-invalid={fault !== undefined}
        aria-describedby={fault && `${id}-fault`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {fault && (
        <p id={`${id}-fault`} class="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function Sent({ title, waiting, again }: { title: string; waiting: boolean; again?: () => void }) {
  const { words } = useWords();
  return (
    <section class="card form">
      <header>
        <h2>{title}</h2>
        {!waiting && <CheckIcon />}
      </header>
      <p role="status">
        {words(waiting ? "form.sending" : "form.sent")}{" "}
        {!waiting && again && (
          <button class="link" onClick={again}>
            {words("form.again")}
          </button>
        )}
      </p>
    </section>
  );
}
