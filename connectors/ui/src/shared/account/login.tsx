import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, post } from "../api";
import type { StaffKey } from "../catalogue/staff/ko";
import type { Agent } from "../frames/desk";
import { Mark } from "../icons";
import { useLanguage } from "../language";
import "./login.css";

interface Fault {
  key: StaffKey;
  seconds?: number;
}

export function LogIn({ title, onAgent }: { title: string; onAgent(agent: Agent): void }) {
  const { words } = useLanguage<StaffKey>();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setFault(undefined);
    try {
      const credentials = { email: form.get("email"), password: form.get("password") };
      onAgent((await post<{ agent: Agent }>("/desk/login", credentials)).agent);
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="login">
      <form onSubmit={(event) => void submit(event)}>
        <Mark />
        <h1>{title}</h1>
        <div class="field">
          <label for="email">{words("login.email")}</label>
          <input ref={first} id="email" name="email" type="email" autocomplete="username" required />
        </div>
        <div class="field">
          <label for="password">{words("login.password")}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
        </div>
        {fault && (
          <p class="fault" role="alert">
            {words(fault.key, { seconds: fault.seconds })}
          </p>
        )}
        <button class="button strong wide" disabled={busy}>
          {words(busy ? "login.busy" : "login.submit")}
        </button>
      </form>
    </main>
  );
}

function faultOf(error: unknown): Fault {
  if (error instanceof ApiError && error.status === 401) return { key: "login.wrong" };
  if (error instanceof ApiError && error.status === 429) return { key: "login.limited", seconds: Math.ceil(error.retryAfter ?? 30) };
  if (error instanceof ApiError || error instanceof TypeError) return { key: "login.failed" };
  throw error;
}
