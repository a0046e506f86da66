import type { SharedKey } from "./catalogue/ko";
import type { Words } from "./words";

const told = ["rate_limited", "too_long", "button_used", "conflict", "stale_epoch", "not_owner", "forbidden", "not_found", "lost_race"];

/** Why the server said no, in words. `retryAfter` is in seconds. */
export function refusalWords(words: Words<SharedKey>, code: string, retryAfter?: number): string {
  const key = told.includes(code) ? (`refused.${code}` as SharedKey) : "refused.other";
  return words(key, { seconds: Math.max(1, Math.ceil(retryAfter ?? 5)) });
}
