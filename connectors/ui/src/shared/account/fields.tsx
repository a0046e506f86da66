import { useEffect, useRef } from "preact/hooks";
import { ApiError } from "../api";
import type { StaffKey } from "../catalogue/staff/ko";
import { useLanguage } from "../language";

export interface Fault {
  key: StaffKey;
  seconds?: number;
}

const keys: Record<string, StaffKey> = { unauthenticated: "login.wrong", code_wrong: "login.code_wrong", password_wrong: "second.password_wrong" };

/** Why the gateway said no, in words; what is no answer of its is thrown on. */
export function faultOf(error: unknown): Fault {
  if (error instanceof ApiError && error.status === 429) return { key: "login.limited", seconds: Math.ceil(error.retryAfter ?? 30) };
  if (error instanceof ApiError) return { key: keys[error.code] ?? "login.failed" };
  if (error instanceof TypeError) return { key: "login.failed" };
  throw error;
}

export function Faulty({ fault }: { fault: Fault | undefined }) {
  const { words } = useLanguage<StaffKey>();
  return fault ? (
    <p class="fault" role="alert">
      {words(fault.key, { seconds: fault.seconds })}
    </p>
  ) : null;
}

/** Where a code is typed; browsers offer the one they know. */
export function CodeField({ label, hint }: { label: string; hint?: string }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div class="field">
      <label for="code">{label}</label>
      <input ref={box} id="code" name="code" autocomplete="one-time-code" autocapitalize="off" spellcheck={false} required maxLength={64} aria-describedby={hint && "code-hint"} />
      {hint && (
        <p class="footnote" id="code-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

export function PasswordField() {
  const { words } = useLanguage<StaffKey>();
  return (
    <div class="field">
      <label for="again">{words("login.password")}</label>
      <input id="again" name="password" type="password" autocomplete="current-password" required />
    </div>
  );
}
