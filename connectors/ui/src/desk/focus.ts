import { useLayoutEffect, useRef } from "preact/hooks";

/** Nobody works in anything outside of `part`: then it may take the focus by itself. */
function isFree(part: Element | null | undefined): boolean {
  const { activeElement } = document;
  return !activeElement || activeElement === document.body || (part?.contains(activeElement) ?? false);
}

/**
 * Runs `focus` whenever somebody turned to a chat on purpose (`turned` rises), and when the chat becomes another's or
 * one's own (`own`), unless its reader is busy outside of `part` meanwhile.
 */
export function useTurning(turned: number, own: boolean, part: () => Element | null | undefined, focus: () => void): void {
  const before = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    const onPurpose = before.current !== turned;
    before.current = turned;
    if (onPurpose || isFree(part())) focus();
  }, [turned, own]);
}
