import type { Chat } from "../chat";
import { useWords } from "../language";
import { formFate, type WidgetState } from "../state";
import { Form } from "./form";
import type { Field } from "./filling";

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
/** As much as can be said without asking: the gateway decides. */
const emailFault = (value: string) => (/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(value) ? undefined : "refused.bad_email");
const emailFields: Field[] = [{ name: "email", label: "form.email", autocomplete: "email", inputMode: "email", fault: emailFault }];

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

/** For somebody who waits: gone when nobody has to wait any more, unless it was sent. */
export function EmailForm(props: FormProps) {
  const { words } = useWords();
  const closed = props.state.conversation?.owner !== "queue";
  if (closed && !formFate(props.state, props.messageId).submitted) return null;
  return (
    <div class="asked" data-message={props.messageId}>
      <Form {...props} title={words("form.email_title")} text={words("form.email_text")} fields={emailFields} action="form.email_submit" closed={closed} />
    </div>
  );
}
