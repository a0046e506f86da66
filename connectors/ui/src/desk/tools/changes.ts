import { useEffect, useRef } from "preact/hooks";

/** In a rush it is asked for once in so many ms, or twice as many: every asking goes to the shop, too, and all desks may hear at once. */
export const REST = 2_000;

/** What changed while the card was not shown is asked for when it is, once it is no longer fresh. */
export function useAfterChanges(changes: number, again: () => void): void {
  const known = useRef(changes);
  const timer = useRef<number | undefined>(undefined);
  const newest = useRef(again);
  newest.current = again;
  useEffect(() => {
    if (changes === known.current) return;
    known.current = changes;
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      newest.current();
    }, REST * (1 + Math.random()));
  }, [changes]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
