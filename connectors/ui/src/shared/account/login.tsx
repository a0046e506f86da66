import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, post } from "../api";
import type { StaffKey } from "../catalogue/staff/ko";
import { Mark } from "../icons";
import { useLanguage } from "../language";
import { CodeField, Faulty, faultOf, type Fault } from "./fields";
import "./login.css";
import type { SignedIn } from "./who";

interface Props {
  title: string;
  /** The password goes along for who has to set up a second factor at once. */
  onAgent(signedIn: SignedIn, password: string): void;
}

interface Credentials {
  email: string;
  password: string;
}

/** E-mail and password, and where the account has a second factor its code. */
export function LogIn({ title, onAgent }: Props) {
  const { words } = useLanguage<StaffKey>();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const [proved, setProved] = useState<Credentials>();
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const credentials = proved ?? { email: String(form.get("email")), password: String(form.get("password")) };
    setBusy(true);
    setFault(undefined);
    try {
      const code = proved && { code: String(form.get("code")) };
      onAgent(await post<SignedIn>("/desk/login", { ...credentials, ...code }), credentials.password);
    } catch (error) {
      if (error instanceof ApiError && error.code === "code_needed") setProved(credentials);
      else setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="login">
      <form onSubmit={(event) => void submit(event)}>
        <Mark />
        <h1>{title}</h1>
        {proved ? <CodeField label={words("login.code")} hint={words("login.code_hint")} /> : <CredentialFields />}
        <Faulty fault={fault} />
        <button class="button strong wide" disabled={busy}>
          {words(busy ? "login.busy" : "login.submit")}
        </button>
        {proved && (
          <button type="button" class="quiet" onClick={() => (setProved(undefined), setFault(undefined))}>
            {words("login.back")}
          </button>
        )}
      </form>
    </main>
  );
}

function CredentialFields() {
  const { words } = useLanguage<StaffKey>();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      <div class="field">
        <label for="email">{words("login.email")}</label>
        <input ref={first} id="email" name="email" type="email" autocomplete="username" required />
      </div>
      <div class="field">
        <label for="password">{words("login.password")}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
      </div>
    </>
  );
}
