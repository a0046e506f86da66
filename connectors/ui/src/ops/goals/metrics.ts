import { metric as metricShape, type Metric } from "../../shared/frames/ops";
import { list, object } from "../../shared/shape";
import { useLoaded, type Answer } from "../loaded";

const known = object({ metrics: list(metricShape) });

/** Every metric with its unit, its good direction and its value of late, as the overview has them: for the forms. */
export const useMetrics = (): Answer<{ metrics: Metric[] }> => useLoaded("/ops/api/overview", known);
