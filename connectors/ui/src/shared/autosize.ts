import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Makes a text box as high as its text; the style sheet holds the limit. */
export function useAutosize(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [text]);
}
