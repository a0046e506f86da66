import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useAutosize } from "../../shared/autosize";
import { gapsIn, type Gap } from "./placeholders";

interface Props {
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  label: string;
  placeholder: string;
  invalid: boolean;
  /** Gaps of a macro are marked and hold the text back. */
  gaps: readonly Gap[];
  /** The desk's key that leads here. */
  shortcut?: string;
  onText(text: string): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** A box of many lines. Where a macro left gaps, the same text lies behind it and marks them. */
export function Box({ box, text, label, placeholder, invalid, gaps, shortcut, onText, onKeyDown }: Props) {
  const mirror = useRef<HTMLDivElement>(null);
  const follow = () => mirror.current && (mirror.current.scrollTop = box.current?.scrollTop ?? 0);
  useAutosize(box, text);
  useLayoutEffect(() => void follow());
  return (
    <div class="box">
      {gaps.length > 0 && (
        <div ref={mirror} class="behind" aria-hidden="true">
          {marked(text, gaps)}
        </div>
      )}
      <textarea
        ref={box}
        rows={1}
        data-key={shortcut}
        value={text}
        placeholder={placeholder}
        aria-label={label}
        aria-invalid={invalid}
        onInput={(event) => onText(event.currentTarget.value)}
        onScroll={follow}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** The text with its gaps as marks; a last line break gets a line of its own, as in a text box. */
export function marked(text: string, gaps: readonly Gap[] = gapsIn(text)) {
  const pieces = gaps.map(({ start, end }, index) => [text.slice(index > 0 ? gaps[index - 1]!.end : 0, start), <mark>{text.slice(start, end)}</mark>]);
  return [pieces, text.slice(gaps.at(-1)?.end ?? 0), text.endsWith("\n") ? "\u200b" : ""];
}

/** Puts a text into the box as if it had been typed there, so that it can be undone, and the caret at `caret`. */
export function putIn(box: HTMLTextAreaElement, text: string, caret: { start: number; end: number }): void {
  selectIn(box, { start: 0, end: box.value.length });
  if (!typed(text)) {
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  selectIn(box, caret);
}

/** The only way into a box that its undo knows; a browser that has given it up says false, or lacks it. */
const typed = (text: string): boolean => "execCommand" in document && document.execCommand("insertText", false, text);

export function selectIn(box: HTMLTextAreaElement, { start, end }: { start: number; end: number }): void {
  box.focus();
  box.setSelectionRange(start, end);
}
