import { expect, it } from "vitest";
import { entriesOf } from "./entries";
import { message } from "./messages.fixture";

it("groups what one person says, apart by day, with the unsent below", () => {
  const at = (day: number, minute: number) => new Date(2026, 2, day, 12, minute).toISOString();
  const said = [
    message(1, { created_at: at(1, 0) }),
    message(2, { created_at: at(1, 1) }),
    message(3, { created_at: at(1, 20) }),
    message(4, { created_at: at(2, 0), sender: "customer", client_id: "c4" }),
  ];
  const unsent = [{ frame: { client_id: "c5" }, text: "hi" }, { frame: { client_id: "form" } }];
  const entries = entriesOf(said, unsent).map((entry) =>
    entry.kind === "message" ? [entry.key, entry.first, entry.last] : entry.kind === "day" ? ["day"] : [entry.key],
  );
  expect(entries).toEqual([["day"], ["m1", true, false], ["m2", false, true], ["m3", true, true], ["day"], ["c4", true, true], ["c5"]]);
});
