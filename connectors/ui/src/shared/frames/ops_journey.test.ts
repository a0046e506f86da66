import { describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/ops_api.json";
import type { Shape } from "../shape";
import { churn, clusters, drivers, funnel, journeyMap, pain, paths, segments, trends } from "./ops_journey";

const shapes: Record<string, Shape<unknown>> = { map: journeyMap, segments, funnel, paths, pain, drivers, trends, clusters, churn };
const answers = golden as unknown as Record<string, { response: unknown }>;

describe("golden answers of the journey's pages", () => {
  it.each(Object.entries(shapes))("%s", (name, shape) => expect(shape.faults(answers[name]?.response, name)).toEqual([]));
  it.each(Object.entries(shapes))("%s does not fit another shape", (name, shape) => expect(shape.faults({}, name)).not.toEqual([]));
});
