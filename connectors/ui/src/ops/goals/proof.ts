import type { Improvement } from "../../shared/frames/ops_goals";

export type Proof = "not_yet" | "proven" | "worse" | "unproven";

/** Less than a week does not know what a week is like. */
const LEAST_DAYS = 7;

/** What the numbers before and after say: enough of them on either side, and an interval that leaves 0 out. */
export function proofOf({ change, days, before, after }: Pick<Improvement, "change" | "days" | "before" | "after">): Proof {
  if (!change || days < LEAST_DAYS || before?.few || after?.few) return "not_yet";
  if (change.proven) return "proven";
  return change.low > 0 || change.high < 0 ? "worse" : "unproven";
}
