import { useEffect } from "preact/hooks";
import type { Desk } from "./desk";
import { isWriting, keyOf, type KeyName } from "./keys";

/** Keys that have no button on the screen. */
const own: Partial<Record<KeyName, (desk: Desk) => void>> = {
  previous_chat: (desk) => desk.step(-1),
  next_chat: (desk) => desk.step(1),
  pane_1: (desk) => turnTo(desk, 0),
  pane_2: (desk) => turnTo(desk, 1),
  pane_3: (desk) => turnTo(desk, 2),
  list: () => document.querySelector<HTMLElement>(".lists button.ticket[tabindex='0']")?.focus(),
};

function turnTo(desk: Desk, pane: number): void {
  const id = desk.store.get().panes.shown[pane];
  if (id) desk.select(id);
}

/** Every other key presses the button that bears it as `data-key`: in the chat that is worked in, else anywhere. */
export function buttonOf(key: KeyName): HTMLElement | null {
  const bears = `[data-key="${key}"]:not(:disabled, [aria-disabled="true"])`;
  return document.querySelector<HTMLElement>(`[data-selected="true"] ${bears}`) ?? document.querySelector<HTMLElement>(bears);
}

function press(button: HTMLElement): void {
  if (button.matches("select, input, textarea")) button.focus();
  else button.click();
}

/** The desk by keyboard; while a dialog is open its own keys are enough. */
export function useShortcuts(desk: Desk): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = keyOf(event, isWriting(document.activeElement));
      if (!key || document.querySelector("dialog[open]")) return;
      const act = own[key];
      const button = act ? null : buttonOf(key);
      if (act || button) event.preventDefault();
      if (act) act(desk);
      else if (button) press(button);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [desk]);
}
