import { refusalWords as shared } from "../shared/refusal";
import type { Words } from "../shared/words";
import type { WidgetKey } from "./catalogue/ko";

const own = ["bad_email", "log_in"];

/** Why the gateway said no, in words; some of its reasons only customers hear. */
export function refusalWords(words: Words<WidgetKey>, code: string, retryAfter?: number): string {
  return own.includes(code) ? words(`refused.${code}` as WidgetKey) : shared(words, code, retryAfter);
}
