import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Where the focus goes among `count` things; nowhere for a key that does not move it. */
export function placeAfter(key: string, at: number, count: number): number | undefined {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, at + step));
}

interface Roving {
  box: RefObject<HTMLElement | null>;
  onKeyDown(event: KeyboardEvent): void;
  onFocusIn(event: FocusEvent): void;
}

/** A list is one stop for Tab: arrows, Home and End go through the things in `box` that fit `selector`. */
export function useRoving(selector: string): Roving {
  const box = useRef<HTMLElement>(null);
  const last = useRef<Element | undefined>(undefined);
  const all = () => [...(box.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const mark = () => {
    const found = all();
    const stop = found.find((one) => one === last.current) ?? found.find((one) => one.matches("[aria-current=true], [aria-pressed=true]")) ?? found[0];
    for (const one of found) {
      const place = one === stop ? "0" : "-1";
      if (one.getAttribute("tabindex") !== place) one.setAttribute("tabindex", place);
    }
  };
  useLayoutEffect(mark);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const found = all();
    const at = found.indexOf(event.target as HTMLElement);
    const next = at < 0 ? undefined : placeAfter(event.key, at, found.length);
    if (next === undefined) return;
    event.preventDefault();
    found[next]?.focus();
  };
  const onFocusIn = (event: FocusEvent) => {
    if (!(event.target as Element).matches(selector)) return;
    last.current = event.target as Element;
    mark();
  };
  return { box, onKeyDown, onFocusIn };
}
