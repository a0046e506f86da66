import type { Touchpoint } from "../../shared/frames/ops_journey";

export type SavedContacts = NonNullable<Touchpoint["saved"]>;

/** What may be said of contacts that never came: fewer or more only where it is beyond chance. */
export function savings({ contacts, low, high }: SavedContacts): "fewer" | "more" | "unclear" | "unknown" {
  if (typeof contacts !== "number") return "unknown";
  if (typeof low === "number" && low > 0) return "fewer";
  if (typeof high === "number" && high < 0) return "more";
  return "unclear";
}
