import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** It can no longer have the focus: gone from the page, of no use any more, or not shown. */
const isLost = (one: HTMLElement): boolean => !one.isConnected || one.matches(":disabled") || one.closest("[hidden]") !== null;

/**
 * A button may go with what it did and take the focus with it: `goOn` says where its user goes on. Whoever has turned to
 * something else meanwhile, or to the page around, is left in peace.
 */
export function useFocusKept(part: RefObject<HTMLElement | null>, goOn: () => void): void {
  useEffect(() => {
    const box = part.current!;
    let at: HTMLElement | undefined;
    const turned = (event: Event) => void (at = event.type === "focusin" ? (event.target as HTMLElement) : undefined);
    const watch = new MutationObserver(() => {
      if (!at || !isLost(at)) return;
      const free = document.activeElement === at || document.activeElement === document.body;
      at = undefined;
      if (free && document.hasFocus()) goOn();
    });
    box.addEventListener("focusin", turned);
    box.addEventListener("pointerdown", turned);
    watch.observe(box, { childList: true, subtree: true, attributeFilter: ["disabled", "hidden"] });
    return () => {
      watch.disconnect();
      box.removeEventListener("focusin", turned);
      box.removeEventListener("pointerdown", turned);
    };
  }, []);
}
