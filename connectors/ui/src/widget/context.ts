import type { PageContext } from "../shared/frames/widget";

type Parts = Record<string, unknown>;

const object = (value: unknown): value is Parts => typeof value === "object" && value !== null;
const text = (value: unknown, most: number): value is string => typeof value === "string" && value.length > 0 && value.length <= most;
const whole = (value: unknown, most: number) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;

/** One part of what a page says, as it is sent; nothing where it is not what it should be. */
const parts: { [Part in keyof PageContext]-?: (said: unknown) => PageContext[Part] } = {
  page: (said) => (object(said) && text(said["url"], 2000) ? { url: said["url"], title: String(said["title"] ?? "").slice(0, 200) } : undefined),
  cart: (said) => {
    const { items, total, currency } = object(said) ? said : {};
    const fits = whole(items, 9999) && whole(total, 1e15 - 1) && /^[A-Z]{3}$/.test(String(currency));
    return fits ? { items: items as number, total: total as number, currency: String(currency) } : undefined;
  },
  order: (said) => (text(said, 64) ? said : undefined),
};

/** What a page's script said, without what the gateway would not take; whoever wrote the script is told of that. */
export function contextOf(said: object): PageContext {
  const context: Parts = {};
  for (const [part, read] of Object.entries(parts)) {
    const given = (said as Parts)[part];
    const kept = given == null ? undefined : read(given);
    if (kept) context[part] = kept;
    else if (given != null) console.warn(`Firsthand: setContext was given a ${part} that is none, and leaves it out.`, given);
  }
  return context;
}
