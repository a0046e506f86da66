import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CloseIcon } from "../../shared/icons";
import { useWords } from "../language";

/** What is chosen already, or the first thing to choose; a sheet to read has none. */
const FIELDS = "form :is(:checked, [aria-checked=true], input, textarea)";

interface Props {
  title: string;
  onClose(): void;
  children: ComponentChildren;
  wide?: boolean;
}

/** A dialog above everything: the browser keeps the focus in it, and gives it back once, when it closes. */
export function Modal({ title, onClose, children, wide }: Props) {
  const { words } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const leave = useRef(onClose);
  leave.current = onClose;
  useLayoutEffect(() => {
    const dialog = box.current!;
    const left = () => leave.current();
    dialog.showModal();
    dialog.querySelector<HTMLElement>(FIELDS)?.focus();
    dialog.addEventListener("close", left);
    return () => {
      dialog.removeEventListener("close", left);
      dialog.close();
    };
  }, []);
  const onPress = (event: MouseEvent) => event.target === box.current && onClose();
  return (
    <dialog class={wide ? "modal wide" : "modal"} ref={box} aria-label={title} onClick={onPress}>
      <div class="inside">
        <header>
          <h2>{title}</h2>
          <button type="button" class="quiet round" aria-label={words("action.close")} onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
