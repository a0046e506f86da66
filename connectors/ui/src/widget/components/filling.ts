import { useEffect, useState } from "preact/hooks";
import type { WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { refusalWords } from "../refusal";
import { formFate, type WidgetState } from "../state";

export interface Field {
  name: string;
  label: WidgetKey;
  optional?: boolean;
  autocomplete?: string;
  inputMode?: "tel" | "numeric" | "email";
  /** What is wrong with what was typed, before it is sent. */
  fault?(value: string): WidgetKey | undefined;
}

function faultOf(field: Field, typed: string | undefined): WidgetKey | undefined {
  const value = typed?.trim().normalize("NFKC");
  if (value) return field.fault?.(value);
  return field.optional ? undefined : "form.required";
}

/** Where a form stands: what was typed stays until it was sent, and is there again when it was refused. */
export function useFilling(messageId: string, state: WidgetState, chat: Chat, fields: Field[]) {
  const { words } = useWords();
  const [values, setValues] = useState<Record<string, string>>({});
  const [stage, setStage] = useState<"open" | "tried" | "sent" | "again">("open");
  const { submitted, refusals } = formFate(state, messageId);
  const pending = state.pending.find((one) => one.frame.type === "submit" && one.frame.message_id === messageId);
  const refusal = pending?.refusal;
  const about = fields.find((field) => field.name === refusal?.field);
  useEffect(() => setStage((now) => (now === "sent" ? "open" : now)), [refusals]);

  const said = (field: Field): string | undefined => {
    if (refusal && field === about) return refusal.code === "empty" ? words("form.required") : refusalWords(words, refusal.code);
    const fault = stage === "tried" && faultOf(field, values[field.name]);
    return fault ? words(fault) : undefined;
  };
  /** The field that is wrong, or nothing: then it is on its way. */
  const submit = (): Field | undefined => {
    const wrong = fields.find((field) => faultOf(field, values[field.name]));
    setStage(wrong ? "tried" : "sent");
    if (wrong) return wrong;
    if (pending) chat.discard(pending.frame.client_id);
    const filled = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
    chat.submit(messageId, Object.fromEntries(filled.filter(([, value]) => value)));
    return undefined;
  };
  return {
    values,
    said,
    submit,
    type: (name: string, value: string) => setValues({ ...values, [name]: value }),
    again: () => setStage("again"),
    done: !refusal && (stage === "sent" || (submitted && stage === "open")),
    waiting: pending !== undefined,
    refusal: refusal && !about ? refusalWords(words, refusal.code, refusal.retryAfter) : undefined,
  };
}
