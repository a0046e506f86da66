import type { RefObject } from "preact";
import { putIn } from "./box";
import { fillPlaces, gapsIn, type Values } from "./placeholders";
import { spliced } from "./splice";
import type { Writing } from "./writing";

interface Inserting {
  /** Puts a ready text where the caret is. */
  insert(piece: string): void;
  /** Fills the gaps of what is written, as far as `values` go. */
  fill(values: Values): void;
}

/** What changes a text from outside of its box; the first gap that is left is selected, to be written over. */
export function useInserting(box: RefObject<HTMLTextAreaElement | null>, { text, mode }: Writing): Inserting {
  const put = (next: string, from: number, caret: number) => {
    const gap = mode === "reply" ? gapsIn(next).find(({ start }) => start >= from) : undefined;
    putIn(box.current!, next, gap ?? { start: caret, end: caret });
  };
  return {
    insert: (piece) => {
      const { selectionStart: start, selectionEnd: end } = box.current!;
      const next = spliced({ text, start, end }, piece);
      put(next.text, start, next.start);
    },
    fill: (values) => {
      const next = fillPlaces(text, values);
      put(next, 0, next.length);
    },
  };
}
