import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { CloseIcon } from "../../shared/icons";
import { useWords } from "../language";
import type { Answer } from "../loaded";
import { Answered } from "../shell/answered";
import type { Submitting } from "./submitting";

interface Props {
  title: string;
  /** What the button says that keeps it. */
  save: string;
  submitting: Submitting;
  onSubmit(): void;
  onClose(): void;
  children: ComponentChildren;
}

/** Stands where the form will, until what it needs is there. */
export function WaitingDialog({ title, of, onClose }: { title: string; of: Answer<unknown>; onClose(): void }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} class="form-dialog" aria-label={title} onClose={onClose}>
      <div class="form-body">
        <Answered of={of}>{() => null}</Answered>
      </div>
    </dialog>
  );
}

/** A form that stands before the page until it is kept or given up. */
export function FormDialog({ title, save, submitting: { busy, fault }, onSubmit, onClose, children }: Props) {
  const { words } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  useEffect(() => {
    if (fault?.field) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [fault]);
  return (
    <dialog ref={box} class="form-dialog" aria-label={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <header>
          <h2>{title}</h2>
          <button type="button" class="quiet round" aria-label={words("dialog.close")} onClick={() => box.current?.close()}>
            <CloseIcon />
          </button>
        </header>
        <div class="form-body">{children}</div>
        <footer>
          {fault && !fault.field && (
            <p class="fault" role="alert">
              {words(fault.key)}
            </p>
          )}
          <button type="button" class="button" onClick={() => box.current?.close()}>
            {words("dialog.cancel")}
          </button>
          <button class="button strong" disabled={busy}>
            {save}
          </button>
        </footer>
      </form>
    </dialog>
  );
}
