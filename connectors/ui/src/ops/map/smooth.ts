type Point = readonly [x: number, y: number];

/** Points between two known ones: so many straight pieces look like a curve. */
const PIECES = 14;

/**
 * A soft line through the points (x rising) that never rises or falls beyond them: what nobody measured must not look
 * better or worse than what stands beside it. Monotone cubic interpolation, Fritsch and Carlson 1980.
 */
export function smooth(points: readonly Point[]): Point[] {
  if (points.length < 3) return [...points];
  const slopes = tangents(points);
  const curve = points.slice(0, -1).flatMap((from, at) => between(from, points[at + 1]!, slopes[at]!, slopes[at + 1]!));
  return [...curve, points.at(-1)!];
}

function tangents(points: readonly Point[]): number[] {
  const steep = points.slice(1).map(([x, y], at) => (y - points[at]![1]) / (x - points[at]![0]));
  return points.map((_, at) => {
    const [left, right] = [steep[at - 1], steep[at]];
    if (left === undefined || right === undefined) return left ?? right ?? 0;
    return left * right <= 0 ? 0 : (2 * left * right) / (left + right);
  });
}

function between([x0, y0]: Point, [x1, y1]: Point, m0: number, m1: number): Point[] {
  const width = x1 - x0;
  return Array.from({ length: PIECES }, (_, piece) => {
    const t = piece / PIECES;
    const [t2, t3] = [t * t, t * t * t];
    const y = (2 * t3 - 3 * t2 + 1) * y0 + (t3 - 2 * t2 + t) * width * m0 + (3 * t2 - 2 * t3) * y1 + (t3 - t2) * width * m1;
    return [x0 + t * width, y] as const;
  });
}
