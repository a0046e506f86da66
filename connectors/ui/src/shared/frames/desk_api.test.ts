import { describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import type { Shape } from "../shape";
import { customerCard, findings, macros, suggestions } from "./desk_api";

interface Example {
  request: { method: string; path: string };
  status?: number;
  response?: unknown;
}

const shapes: Record<string, Shape<unknown>> = {
  "/desk/api/customer": customerCard,
  "/desk/api/macros": macros,
  "/desk/api/search": findings,
  "/desk/api/suggestions": suggestions,
};
const answers = Object.entries(golden as unknown as Record<string, Example>).filter(([, one]) => (one.status ?? 200) < 300);

describe.each(Object.entries(shapes))("golden answers of %s", (path, shape) => {
  const here = answers.filter(([, one]) => one.request.method === "GET" && one.request.path === path);
  it("are there", () => expect(here.length).toBeGreaterThan(0));
  it.each(here)("%s", (_, one) => expect(shape.faults(one.response, "answer")).toEqual([]));
});
