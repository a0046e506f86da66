/** Seconds as they are kept, minutes as people type them. */

/** `90` is `1.5`; nothing is the empty field. */
export function minutesText(seconds: number | undefined): string {
  return seconds === undefined ? "" : String(Number((seconds / 60).toFixed(2)));
}

/** Whole seconds; undefined when `text` is no number of minutes from 0 on. */
export function secondsOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d{1,6}([.,]\d{1,2})?$/.test(trimmed) ? Math.round(Number(trimmed.replace(",", ".")) * 60) : undefined;
}

/** A whole number as typed; undefined when it is none. */
export function wholeOf(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}
