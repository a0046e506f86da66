import { describe, expect, it } from "vitest";
import { smooth } from "./smooth";

describe("a soft line", () => {
  const points = [[0.5, 0.2], [1.5, -0.6], [3.25, -0.6], [3.75, 0.4]] as const;
  const curve = smooth(points);
  it("goes through every point", () => {
    for (const [x, y] of points) expect(curve.some(([cx, cy]) => Math.abs(cx - x) < 1e-9 && Math.abs(cy - y) < 1e-9)).toBe(true);
  });
  it("never goes beyond its neighbours", () => {
    for (const [x, y] of curve) {
      const right = Math.max(1, points.findIndex(([px]) => px >= x - 1e-9));
      const ends = [points[right - 1]![1], points[right]![1]];
      expect(y).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-9);
      expect(y).toBeLessThanOrEqual(Math.max(...ends) + 1e-9);
    }
  });
  it("is straight between two points, and nothing of nothing", () => {
    expect(smooth(points.slice(0, 2))).toEqual(points.slice(0, 2));
    expect(smooth([])).toEqual([]);
  });
});
