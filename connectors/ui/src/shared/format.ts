import type { Locale } from "./words";

/** The shop's days: what an order's date and the numbers of a day mean, wherever the reader is. */
export const SHOP_ZONE = "Asia/Seoul";

const tags: Record<Locale, string> = { ko: "ko-KR", en: "en-GB" };
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found as T;
}

/** `minor` is in the currency's smallest unit: 12900 KRW is ₩12,900 or 12,900원, 12900 USD is $129.00. */
export function amount(minor: number, currency: string, locale: Locale): string {
  if (locale === "ko" && currency === "KRW") return `${number(minor, locale)}원`;
  const format = kept(
    `amount ${locale} ${currency}`,
    () => new Intl.NumberFormat(tags[locale], { style: "currency", currency, currencyDisplay: "narrowSymbol" }),
  ) as Intl.NumberFormat;
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
}

export function number(value: number, locale: Locale, digits = 0): string {
  const options = { maximumFractionDigits: digits, minimumFractionDigits: digits };
  return kept(`number ${locale} ${digits}`, () => new Intl.NumberFormat(tags[locale], options)).format(value).replace("-", "−");
}

const styles = {
  time: { hour: "numeric", minute: "2-digit" },
  day: { year: "numeric", month: "long", day: "numeric", weekday: "short" },
  date: { month: "short", day: "numeric", weekday: "short", timeZone: SHOP_ZONE },
  short: { month: "numeric", day: "numeric", timeZone: SHOP_ZONE },
  moment: { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export function time(at: string | number, style: keyof typeof styles, locale: Locale): string {
  const known: Intl.DateTimeFormatOptions = styles[style];
  const options = locale === "en" && known.hour ? { ...known, hour: "2-digit" as const } : known;
  return kept(`time ${locale} ${style}`, () => new Intl.DateTimeFormat(tags[locale], options)).format(new Date(at));
}

export const sameDay = (one: string, other: string): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** A length of time in its two largest units: `2시간 5분`, `45초`; seconds only under ten minutes. */
export function duration(seconds: number, locale: Locale): string {
  const whole = Math.max(0, Math.round(seconds));
  const units = { ko: ["일", "시간", "분", "초"], en: ["d", "h", "min", "s"] }[locale];
  const sizes = [86_400, 3_600, 60, 1];
  const first = Math.max(0, sizes.findIndex((size) => whole >= size));
  if (whole < 60) return `${whole}${locale === "en" ? " " : ""}${units[3]}`;
  const parts = [first, first + 1].map((index) => {
    const over = index === first ? whole : whole % sizes[first]!;
    return { count: Math.floor(over / sizes[index]!), unit: units[index]! };
  });
  const shown = parts.filter(({ count, unit }) => count > 0 && (unit !== units[3] || whole < 600));
  return shown.map(({ count, unit }) => `${count}${locale === "en" ? " " : ""}${unit}`).join(" ");
}
