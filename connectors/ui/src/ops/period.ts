import { SHOP_ZONE } from "../shared/format";
import type { Locale } from "../shared/words";

const tags: Record<Locale, string> = { ko: "ko-KR", en: "en-GB" };

/** The days of a period as people write them: `2026년 3월 1일 ~ 31일`; `to` is the last day. */
export function period(from: string, to: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(tags[locale], { year: "numeric", month: "short", day: "numeric", timeZone: SHOP_ZONE });
  return format.formatRange(new Date(`${from}T12:00:00+09:00`), new Date(`${to}T12:00:00+09:00`));
}
