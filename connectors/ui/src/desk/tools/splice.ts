/** A text with a caret or a selection in it. */
export interface Written {
  text: string;
  start: number;
  end: number;
}

/** `piece` in place of the selection, on a line of its own where other words go before or after; the caret follows it. */
export function spliced({ text, start, end }: Written, piece: string): Written {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const made = `${before}${before === "" || /\s$/u.test(before) ? "" : "\n"}${piece}`;
  return { text: `${made}${after === "" || /^\s/u.test(after) ? "" : "\n"}${after}`, start: made.length, end: made.length };
}
