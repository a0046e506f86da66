import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api";
import type { StaffKey } from "../catalogue/staff/ko";
import { useLanguage } from "../language";
import { CodeField, Faulty, faultOf, PasswordField, type Fault } from "./fields";

export const PATH = "/desk/api/account/second-factor";

interface Begun {
  secret: string;
  picture: { path: string; size: number };
}

/** Sets up a second factor: the password, the app's first code, the codes to keep. `password` is the one just typed. */
export function SetUp({ password, onDone }: { password?: string | undefined; onDone(): void }) {
  const { words } = useLanguage<StaffKey>();
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<string[]>();
  const begin = async (typed: string) => setBegun(await post<Begun>(PATH, { password: typed }));
  const typed = useRef(password);
  const early = useAsked(() => begin(typed.current!));
  useEffect(() => void (typed.current !== undefined && early.ask()), []);
  if (codes) return <Paper codes={codes} onKept={onDone} />;
  if (begun)
    return (
      <Asking submit={words("second.confirm")} onAnswer={async ({ code }) => setCodes((await post<{ recovery_codes: string[] }>(`${PATH}/confirm`, { code })).recovery_codes)}>
        <p>{words("second.scan")}</p>
        <Picture {...begun.picture} />
        <dl class="key">
          <dt>{words("second.key")}</dt>
          <dd>
            <code>{begun.secret.match(/.{1,4}/g)!.join(" ")}</code>
          </dd>
        </dl>
        <CodeField label={words("second.first")} />
      </Asking>
    );
  if (early.busy) return <p role="status">{words("login.busy")}</p>;
  return (
    <Asking submit={words("second.begin")} onAnswer={(typed) => begin(typed.password)}>
      <PasswordField />
      <Faulty fault={early.fault} />
    </Asking>
  );
}

/** Dark on light in every theme: readers need it so. */
function Picture({ path, size }: Begun["picture"]) {
  const { words } = useLanguage<StaffKey>();
  return (
    <svg class="picture" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words("second.picture")} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}

/** The codes on the screen, this once. */
export function Paper({ codes, onKept }: { codes: string[]; onKept(): void }) {
  const { words } = useLanguage<StaffKey>();
  const [copied, setCopied] = useState(false);
  const top = useRef<HTMLParagraphElement>(null);
  useEffect(() => top.current?.focus(), []);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    setCopied(true);
  };
  return (
    <div class="proof">
      <p ref={top} tabIndex={-1}>
        {words("second.paper")}
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button type="button" class="button outline" onClick={() => void copy()}>
        {words("second.copy")}
      </button>
      <p role="status" class="footnote">
        {copied && words("second.copied")}
      </p>
      <button type="button" class="button strong wide" onClick={onKept}>
        {words("second.kept")}
      </button>
    </div>
  );
}

interface AskingProps {
  submit: string;
  onAnswer(typed: { password: string; code: string }): Promise<void>;
  children: ComponentChildren;
}

/** A form that asks the gateway, and says why it did not. */
export function Asking({ submit, onAnswer, children }: AskingProps) {
  const form = useRef<HTMLFormElement>(null);
  const asked = useAsked(() => {
    const typed = new FormData(form.current!);
    return onAnswer({ password: String(typed.get("password")), code: String(typed.get("code")) });
  });
  return (
    <form class="proof" ref={form} onSubmit={(event) => (event.preventDefault(), asked.ask())}>
      {children}
      <Faulty fault={asked.fault} />
      <button class="button strong wide" disabled={asked.busy}>
        {submit}
      </button>
    </form>
  );
}

/** One question at a time, with what went wrong. */
function useAsked(question: () => Promise<void>): { busy: boolean; fault: Fault | undefined; ask(): void } {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const ask = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await question();
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, ask: () => void ask() };
}
