/** Round numbers from 0 to at least `most`, four or five steps apart: the lines behind a chart. */
export function ticks(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * unit).find((size) => size >= rough) ?? rough;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Pieces of a line: it is broken where a value is missing, for nothing is known there. */
export function runs<T>(points: readonly T[], known: (point: T) => boolean): T[][] {
  const pieces: T[][] = [[]];
  for (const point of points) {
    if (known(point)) pieces.at(-1)!.push(point);
    else if (pieces.at(-1)!.length > 0) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 0);
}
