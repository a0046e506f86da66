import { useEffect, useState } from "preact/hooks";
import { CheckIcon } from "../../shared/icons";
import { refusalWords } from "../../shared/refusal";
import type { WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { formFate, type WidgetState } from "../state";

interface Field {
  name: string;
  label: WidgetKey;
  optional?: boolean;
  autocomplete?: string;
  inputMode?: "tel" | "numeric";
}

const verifyFields: Field[] = [
  { name: "order_number", label: "form.order_number" },
  { name: "contact", label: "form.contact", autocomplete: "email" },
];
const addressFields: Field[] = [
  { name: "recipient", label: "form.recipient", autocomplete: "name" },
  { name: "phone", label: "form.phone", autocomplete: "tel", inputMode: "tel" },
  { name: "postal_code", label: "form.postal_code", autocomplete: "postal-code", inputMode: "numeric" },
  { name: "line1", label: "form.line1", autocomplete: "address-line1" },
  { name: "line2", label: "form.line2", autocomplete: "address-line2", optional: true },
];

interface FormProps {
  messageId: string;
  state: WidgetState;
  chat: Chat;
}

export function VerifyForm(props: FormProps) {
  const { words } = useWords();
  return (
    <Form {...props} title={words("form.verify_title")} text={words("form.verify_text")} fields={verifyFields} action="form.verify_submit" />
  );
}

export function AddressForm({ reference, ...props }: FormProps & { reference: string }) {
  const { words } = useWords();
  const text = words("form.address_text", { reference });
  return <Form {...props} title={words("form.address_title")} text={text} fields={addressFields} action="form.address_submit" />;
}

interface CardFormProps extends FormProps {
  title: string;
  text: string;
  fields: Field[];
  action: WidgetKey;
}

function Form({ messageId, state, chat, title, text, fields, action }: CardFormProps) {
  const { words } = useWords();
  const [values, setValues] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState(false);
  const [reopened, setReopened] = useState(false);
  const { submitted, refusals } = formFate(state, messageId);
  const pending = state.pending.find((one) => one.frame.type === "submit" && one.frame.message_id === messageId);
  const missing = (field: Field) => !field.optional && !values[field.name]?.trim();

  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (fields.some(missing)) return;
    if (pending) chat.discard(pending.frame.client_id);
    const filled = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
    chat.submit(messageId, Object.fromEntries(filled.filter(([, value]) => value)));
    setSent(true);
    setReopened(false);
  };
  const again = () => {
    setSent(false);
    setTried(false);
    setReopened(true);
  };
  useEffect(() => setSent(false), [refusals]);

  const done = sent || (submitted && !reopened);
  if (done && !pending?.refusal) return <Sent title={title} waiting={pending !== undefined} again={again} />;
  return (
    <form class="card form" onSubmit={submit} noValidate>
      <header>
        <h2>{title}</h2>
      </header>
      <p>{text}</p>
      {fields.map((field) => (
        <Input
          key={field.name}
          id={`${messageId}-${field.name}`}
          field={field}
          value={values[field.name] ?? ""}
          missing={tried && missing(field)}
          onInput={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {pending?.refusal && (
        <p class="fault" role="alert">
          {refusalWords(words, pending.refusal.code, pending.refusal.retryAfter)}
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
  missing: boolean;
  onInput(value: string): void;
}

function Input({ id, field, value, missing, onInput }: InputProps) {
  const { words } = useWords();
  return (
    <div class="field">
      <label for={id}>{words(field.label)}</label>
      <input
        id={id}
        value={value}
        maxLength={200}
        autocomplete={field.autocomplete ?? "off"}
        inputMode={field.inputMode}
        required={!field.optional}
        aria-invalid={missing}
        aria-describedby={missing ? `${id}-fault` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {missing && (
        <p id={`${id}-fault`} class="fault">
          {words("form.required")}
        </p>
      )}
    </div>
  );
}

function Sent({ title, waiting, again }: { title: string; waiting: boolean; again(): void }) {
  const { words } = useWords();
  return (
    <section class="card form">
      <header>
        <h2>{title}</h2>
        {!waiting && <CheckIcon />}
      </header>
      <p role="status">
        {words(waiting ? "form.sending" : "form.sent")}{" "}
        {!waiting && (
          <button class="link" onClick={again}>
            {words("form.again")}
          </button>
        )}
      </p>
    </section>
  );
}
