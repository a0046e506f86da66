import { useWords } from "../language";
import { WEEKDAYS, type Weekday } from "../week";

interface DayNames {
  long(name: Weekday): string;
  short(name: Weekday): string;
  /** Of a date such as 2026-03-02. */
  date(date: string): string;
}

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const tags = { ko: "ko-KR", en: "en-GB" } as const;

/** What days are called here. */
export function useDayNames(): DayNames {
  const { words, locale } = useWords();
  const shortDay = new Intl.DateTimeFormat(tags[locale], { weekday: "short", timeZone: "UTC" });
  const day = new Intl.DateTimeFormat(tags[locale], { year: "numeric", month: "short", day: "numeric", weekday: "short", timeZone: "UTC" });
  return {
    long: (name) => words(`day.${name}`),
    short: (name) => shortDay.format(MONDAY + WEEKDAYS.indexOf(name) * 86_400_000),
    date: (date) => day.format(Date.parse(`${date}T00:00:00Z`)),
  };
}
