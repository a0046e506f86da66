export interface Piece {
  text: string;
  marked: boolean;
}

/** A text cut at its marks ([start, end], in order); what lies outside the text or overlaps is left unmarked. */
export function piecesOf(text: string, marks: readonly (readonly number[])[]): Piece[] {
  const pieces: Piece[] = [];
  let reached = 0;
  for (const [start = 0, end = 0] of marks) {
    if (start < reached || end <= start || end > text.length) continue;
    pieces.push({ text: text.slice(reached, start), marked: false }, { text: text.slice(start, end), marked: true });
    reached = end;
  }
  return [...pieces, { text: text.slice(reached), marked: false }].filter((piece) => piece.text !== "");
}
