/**
 * Every key of the desk, said once: the listener, the overlay and the hints on buttons read this table.
 * Keys with Alt work while somebody writes; the others only outside of fields. `event.code` names the place on the
 * keyboard, so they are the same with a Korean layout. Left out on purpose: Alt with D, E, F (the browser's own).
 */
export const KEYS = {
  next: { code: "KeyN", shown: "Alt N" },
  accept: { code: "KeyA", shown: "Alt A" },
  decline: { code: "KeyX", shown: "Alt X" },
  previous_chat: { code: "ArrowUp", shown: "Alt ↑" },
  next_chat: { code: "ArrowDown", shown: "Alt ↓" },
  list: { code: "Digit0", shown: "Alt 0" },
  pane_1: { code: "Digit1", shown: "Alt 1" },
  pane_2: { code: "Digit2", shown: "Alt 2" },
  pane_3: { code: "Digit3", shown: "Alt 3" },
  columns: { code: "KeyV", shown: "Alt V" },
  info: { code: "KeyI", shown: "Alt I" },
  note: { code: "KeyM", shown: "Alt M" },
  attach: { code: "KeyO", shown: "Alt O" },
  resolve: { code: "KeyR", shown: "Alt R" },
  transfer: { code: "KeyT", shown: "Alt T" },
  labels: { code: "KeyL", shown: "Alt L" },
  priority: { code: "KeyP", shown: "Alt P" },
  status: { code: "KeyU", shown: "Alt U" },
  search: { code: "KeyK", shown: "Alt K" },
  help: { code: "Slash", shown: "Alt /" },
} as const;

export type KeyName = keyof typeof KEYS;

/** Keys that the parts of a chat listen to themselves; here only to be shown. */
export const SHOWN: Readonly<Record<KeyGroup, readonly KeyName[]>> = {
  chats: ["next", "accept", "decline", "previous_chat", "next_chat", "list"],
  screen: ["pane_1", "pane_2", "pane_3", "columns", "info", "search", "status", "help"],
  chat: ["note", "attach", "resolve", "transfer", "labels", "priority"],
};
export type KeyGroup = "chats" | "chat" | "screen";

type Pressed = Pick<KeyboardEvent, "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "code" | "key" | "isComposing" | "keyCode">;

/** What a key means on this page, or nothing: never within an input method's composition, never with Ctrl or AltGr. */
export function keyOf(event: Pressed, writing: boolean): KeyName | undefined {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return undefined;
  if (!event.altKey) return event.key === "?" && !writing ? "help" : undefined;
  if (event.shiftKey) return undefined;
  return (Object.keys(KEYS) as KeyName[]).find((name) => KEYS[name].code === event.code);
}

/** Does what is focused take letters? */
export function isWriting(element: Element | null): boolean {
  return element?.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range]), [contenteditable]") ?? false;
}
