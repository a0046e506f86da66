import type { At } from "./chart";
import type { Engine } from "./engine";
import type { Place } from "./tip";

interface Axis {
  type?: string;
  data?: unknown[];
}

/** Which place a key leads to, of `count`; nothing for other keys. Without one before, the first or the last. */
export function nextPlace(key: string, before: number | undefined, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowRight" || key === "ArrowDown") return before === undefined ? 0 : Math.min(count - 1, before + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return before === undefined ? count - 1 : Math.max(0, before - 1);
  return undefined;
}

/** How many places the axis of names has, and whether it lies at the side; none on a chart without one, such as a flow picture. */
export function placesOf(engine: Engine): { count: number; lying: boolean } {
  const { xAxis, yAxis } = engine.getOption() as { xAxis?: Axis[]; yAxis?: Axis[] };
  const lying = yAxis?.[0]?.type === "category";
  const names = (lying ? yAxis : xAxis)?.[0];
  return { count: names?.type === "category" ? (names.data?.length ?? 0) : 0, lying };
}

/** Where a key leads to from the place before. */
export function placeByKey(engine: Engine, key: string, before: number | undefined): Place<At> | undefined {
  const { count, lying } = placesOf(engine);
  const index = nextPlace(key, before, count);
  if (index === undefined) return undefined;
  const along = Number(engine.convertToPixel(lying ? { yAxisIndex: 0 } : { xAxisIndex: 0 }, index));
  const across = (lying ? engine.getWidth() : engine.getHeight()) / 2;
  return { at: { index }, ...(lying ? { x: across, y: along } : { x: along, y: across }) };
}
