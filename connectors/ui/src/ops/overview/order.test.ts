import { describe, expect, it } from "vitest";
import type { Metric } from "../../shared/frames/ops";
import { ordered } from "./order";

const metric = (id: string, group?: string): Metric => ({
  id, group, unit: "share", value: 0.5, numerator: 1, denominator: 2, n: 2, few: true, version: 1, rows: "",
  name: { ko: id, en: id }, formula: { ko: "", en: "" },
});

describe("the metrics on the page", () => {
  const { headline, groups } = ordered([metric("csat", "voice"), metric("contacts", "volume"), metric("fcr", "resolution"), metric("soul", "spirit")]);
  it("stand first where people come for them, in our order", () => expect(headline.map(({ id }) => id)).toEqual(["fcr", "contacts", "csat"]));
  it("stand once more in their group, but contacts, which need no explanation", () => {
    expect(groups.map(({ id, metrics }) => [id, metrics.map((one) => one.id)])).toEqual([
      ["resolution", ["fcr"]],
      ["voice", ["csat"]],
      ["spirit", ["soul"]],
    ]);
  });
});
