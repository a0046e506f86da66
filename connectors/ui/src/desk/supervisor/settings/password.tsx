import { useState } from "preact/hooks";
import type { Fault } from "../fault";
import { useWords } from "../language";
import { Field } from "../parts";

interface Props {
  label: string;
  hint: string;
  value: string;
  faults: readonly Fault[];
  onChange(password: string): void;
}

/** No letters or digits that are taken for each other. */
const LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LENGTH = 16;

/** A password that nobody guesses; every letter is as likely as any other. */
function newPassword(): string {
  const most = 256 - (256 % LETTERS.length);
  const drawn: string[] = [];
  while (drawn.length < LENGTH) {
    const fair = [...crypto.getRandomValues(new Uint8Array(LENGTH))].filter((byte) => byte < most);
    drawn.push(...fair.map((byte) => LETTERS[byte % LETTERS.length]!));
  }
  return drawn.slice(0, LENGTH).join("");
}

export function PasswordField({ label, hint, value, faults, onChange }: Props) {
  const { words } = useWords();
  const [shown, show] = useState(false);
  const generate = () => {
    onChange(newPassword());
    show(true);
  };
  const typing = { class: "code", autocomplete: "new-password", value, onInput: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value) } as const;
  return (
    <Field label={label} hint={hint} name="password" faults={faults}>
      {(props) => (
        <span class="with-buttons">
          {shown ? <input {...props} {...typing} type="text" /> : <input {...props} {...typing} type="password" />}
          <button type="button" class="button outline" aria-pressed={shown} onClick={() => show(!shown)}>
            {words(shown ? "agents.hide" : "agents.show")}
          </button>
          <button type="button" class="button outline" onClick={generate}>
            {words("agents.generate")}
          </button>
        </span>
      )}
    </Field>
  );
}
