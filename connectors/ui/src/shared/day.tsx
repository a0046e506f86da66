import { sameDay, time } from "./format";
import { useLanguage } from "./language";

export function Day({ at }: { at: string }) {
  const { words, locale } = useLanguage();
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const text = sameDay(at, new Date().toISOString())
    ? words("day.today")
    : sameDay(at, yesterday)
      ? words("day.yesterday")
      : time(at, "day", locale);
  return (
    <p class="day">
      <time dateTime={at}>{text}</time>
    </p>
  );
}
