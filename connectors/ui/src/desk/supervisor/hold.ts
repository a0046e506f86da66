import { useRef, useState } from "preact/hooks";
import { settle, type Row } from "./steady";

interface Hold<T> {
  rows: Row<T>[];
  /** For the element around the rows. */
  hand: {
    onPointerEnter(): void;
    onPointerLeave(): void;
    onFocusIn(): void;
    onFocusOut(event: FocusEvent): void;
  };
}

/** The rows of a list that changes by itself; they keep their places while pointer or focus is among them. */
export function useSteady<T extends { id: string }>(now: readonly T[]): Hold<T> {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const shown = useRef<Row<T>[]>([]);
  shown.current = settle(shown.current, now, pointer || focus);
  const left = (event: FocusEvent) => !(event.currentTarget as Element).contains(event.relatedTarget as Node | null);
  return {
    rows: shown.current,
    hand: {
      onPointerEnter: () => setPointer(true),
      onPointerLeave: () => setPointer(false),
      onFocusIn: () => setFocus(true),
      onFocusOut: (event) => left(event) && setFocus(false),
    },
  };
}
