import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Makes a text box as high as its text; the style sheet holds the limit. */
export function useAutosize(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    const { scrollHeight } = box.current; // 0 while the panel is hidden
    if (scrollHeight > 0) box.current.style.height = `${scrollHeight}px`;
  }, [text]);
}
