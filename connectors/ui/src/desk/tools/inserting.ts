import type { RefObject } from "preact";
import { putIn } from "./box";
import { gapsIn } from "./placeholders";
import { spliced } from "./splice";
import type { Writing } from "./writing";

/** Puts a ready text where the caret is; if it has a gap, that is selected, to be written over. */
export function useInsert(box: RefObject<HTMLTextAreaElement | null>, { text, mode }: Writing): (piece: string) => void {
  return (piece) => {
    const { selectionStart: start, selectionEnd: end } = box.current!;
    const next = spliced({ text, start, end }, piece);
    const gap = mode === "reply" ? gapsIn(next.text).find((one) => one.start >= start) : undefined;
    putIn(box.current!, next.text, gap ?? next);
  };
}
