import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError, load, post } from "../api";
import type { StaffKey } from "../catalogue/staff/ko";
import { useFocusKept } from "../focus";
import { time } from "../format";
import { useLanguage } from "../language";
import { CodeField, Faulty, faultOf, PasswordField, type Fault } from "./fields";
import { Asking, Paper, PATH, SetUp } from "./second";

interface State {
  since?: string;
  recovery_left: number;
  demanded: boolean;
}

/** A button to one's own second factor: on, off, new codes. */
export function Protection({ class: look }: { class: string }) {
  const { words } = useLanguage<StaffKey>();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class={look} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {words("second.title")}
      </button>
      {open && <ProtectionDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ProtectionDialog({ onClose }: { onClose(): void }) {
  const { words } = useLanguage<StaffKey>();
  const box = useRef<HTMLDialogElement>(null);
  useFocusKept(box, () => box.current?.querySelector<HTMLElement>("input, button")?.focus());
  // At once, and before it is gone: the browser gives the focus back to what opened it.
  useLayoutEffect(() => {
    const dialog = box.current!;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return (
    <dialog class="protection" ref={box} aria-label={words("second.title")} onClose={onClose}>
      <h2>{words("second.title")}</h2>
      <Standing />
      <button type="button" class="quiet" onClick={onClose}>
        {words("second.close")}
      </button>
    </dialog>
  );
}

type Doing = "nothing" | "set_up" | "replace" | "end";

function Standing() {
  const { words, locale } = useLanguage<StaffKey>();
  const [state, setState] = useState<State>();
  const [doing, setDoing] = useState<Doing>("nothing");
  const [fault, setFault] = useState<Fault>();
  const read = () => {
    setDoing("nothing");
    load<State>(PATH).then(setState, (error: unknown) => setFault(faultOf(error instanceof ApiError ? error : new TypeError("no answer"))));
  };
  useEffect(read, []);
  if (!state) return <Faulty fault={fault} />;
  if (doing === "set_up") return <SetUp onDone={read} />;
  if (doing === "replace") return <Replace onDone={read} />;
  if (doing === "end") return <End onDone={read} />;
  if (!state.since)
    return (
      <div class="proof">
        <p>{words("second.off")}</p>
        <button type="button" class="button strong wide" onClick={() => setDoing("set_up")}>
          {words("second.begin")}
        </button>
      </div>
    );
  return (
    <div class="proof">
      <p>
        {words("second.on", { time: time(state.since, "moment", locale) })} {words("second.left", { count: state.recovery_left })}
      </p>
      <button type="button" class="button outline wide" onClick={() => setDoing("replace")}>
        {words("second.replace")}
      </button>
      {state.demanded ? (
        <p class="footnote">{words("second.demanded")}</p>
      ) : (
        <button type="button" class="button outline wide" onClick={() => setDoing("end")}>
          {words("second.end")}
        </button>
      )}
    </div>
  );
}

function Replace({ onDone }: { onDone(): void }) {
  const { words } = useLanguage<StaffKey>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <Paper codes={codes} onKept={onDone} />;
  return (
    <Asking submit={words("second.replace")} onAnswer={async (typed) => setCodes((await post<{ recovery_codes: string[] }>(`${PATH}/recovery-codes`, typed)).recovery_codes)}>
      <PasswordField />
      <CodeField label={words("login.code")} hint={words("login.code_hint")} />
    </Asking>
  );
}

function End({ onDone }: { onDone(): void }) {
  const { words } = useLanguage<StaffKey>();
  return (
    <Asking submit={words("second.end")} onAnswer={async (typed) => (await post(`${PATH}/end`, typed), onDone())}>
      <PasswordField />
      <CodeField label={words("login.code")} hint={words("login.code_hint")} />
    </Asking>
  );
}
