import type { WarningKey } from "./ko";

export const en: Record<WarningKey, string> = {
  "warning.card": "This looks like a card number. We never need it here: please take it out before you send.",
  "warning.resident": "This looks like a resident registration number. We never need it here: please take it out before you send.",
};
