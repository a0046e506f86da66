import { useEffect } from "preact/hooks";
import { goTo } from "../route";

/** Ctrl+K, on a Mac ⌘K, leads to the search from anywhere but a dialog. */
export function useSearchKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.isComposing || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      goTo("search");
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
