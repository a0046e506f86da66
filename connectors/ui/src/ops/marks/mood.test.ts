import { expect, it } from "vitest";
import { moodOf, signed } from "./mood";

it("names feelings", () => expect([-0.9, -0.2, 0, 0.2, 0.9].map(moodOf)).toEqual(["bad", "low", "even", "fine", "good"]));
it("writes a sign where there is something to sign", () =>
  expect([-0.314, 0.12, 0, -0.001].map((value) => signed(value, "en"))).toEqual(["−0.31", "+0.12", "0.00", "0.00"]));
