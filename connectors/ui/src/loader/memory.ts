const KEY = "firsthand";
/** A browser that opened the chat within this time, in ms, hears of answers without opening it again. */
const LASTS = 30 * 86_400_000;

/** A page may forbid storage; then nothing is remembered. */
function stored<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** For this tab, whether the panel stands open; for this browser, that there is a chat to go on with. */
export function remember(open: boolean): void {
  stored(() => sessionStorage.setItem(KEY, open ? "open" : ""));
  stored(() => localStorage.setItem(KEY, String(Date.now())));
}

export function forget(): void {
  stored(() => localStorage.removeItem(KEY));
}

export function remembered(): { open: boolean; known: boolean } {
  const at = Number(stored(() => localStorage.getItem(KEY)));
  return { open: stored(() => sessionStorage.getItem(KEY)) === "open", known: Date.now() - at < LASTS };
}
