import { describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/ops_api.json";
import type { Shape } from "../shape";
import { overview, rows } from "./ops";
import { alarms, goals, improvements } from "./ops_goals";
import { live } from "./ops_live";

const shapes: Record<string, Shape<unknown>> = { alarms, goals, improvements, overview, live, rows, touchpoint_rows: rows };
const answers = golden as unknown as Record<string, { response: unknown }>;

describe("golden answers of the numbers", () => {
  it.each(Object.entries(shapes))("%s", (name, shape) => expect(shape.faults(answers[name]!.response, name)).toEqual([]));
});
