import type { Metric } from "../../shared/frames/ops";
import { metric as metricShape } from "../../shared/frames/ops";
import { list, object } from "../../shared/shape";
import { useLoaded, type Answer } from "../loaded";

const known = object({ metrics: list(metricShape) });

/** Every metric with its name, unit and good direction, as the overview has them. */
export const useMetrics = (): Answer<{ metrics: Metric[] }> => useLoaded("/ops/api/overview", known);

export type Named = ReadonlyMap<string, Metric>;
