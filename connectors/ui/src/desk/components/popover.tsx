import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { KeyName } from "../keys";

interface Props {
  /** Accessible name of the button. */
  label: string;
  /** What the button shows. */
  face: ComponentChildren;
  /** A function gets the way to close it. */
  children: ComponentChildren | ((close: () => void) => ComponentChildren);
  class?: string;
  title?: string;
  /** It keeps the focus all the same. */
  disabled?: boolean;
  dataKey?: KeyName;
  role?: "menu" | "dialog";
  align?: "start" | "end";
}

/** A button with a small panel below it; Escape, a press elsewhere or leaving it by Tab closes it. */
export function Popover({ label, face, children, title, disabled, dataKey, role = "dialog", align = "start", ...rest }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  // at once, since the very next key belongs to the panel
  useLayoutEffect(() => {
    if (!open) return;
    panelField(box.current!)?.focus();
    const outside = (event: Event) => !box.current?.contains(event.target as Node) && close();
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    close();
    button.current?.focus();
  };
  return (
    <span class="popover" ref={box} onKeyDown={onKeyDown}>
      <button
        type="button"
        ref={button}
        class={rest.class}
        aria-label={label}
        title={title}
        aria-haspopup={role}
        aria-expanded={open}
        aria-disabled={disabled}
        data-key={dataKey}
        onClick={() => !disabled && setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <div class={`panel ${align}`} role={role} aria-label={label} tabIndex={-1}>
          {typeof children === "function" ? children(() => (close(), button.current?.focus())) : children}
        </div>
      )}
    </span>
  );
}

/** What is chosen now, else the first thing that can be used, else the panel: the focus is in it in any case. */
function panelField(box: HTMLElement): HTMLElement | null {
  const chosen = box.querySelector<HTMLElement>(".panel [role=menuitemradio][aria-checked=true]");
  return chosen ?? box.querySelector<HTMLElement>(".panel :is(button, input, select, a[href])") ?? box.querySelector<HTMLElement>(".panel");
}
