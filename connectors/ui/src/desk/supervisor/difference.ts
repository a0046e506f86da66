/** What a change did, as a person reads it: one line for every value that is not what it was. */
export interface Difference {
  /** Names from the outside in, such as `sla`, `urgent`, `first`. */
  path: string[];
  before?: string;
  after?: string;
}

type Values = Record<string, unknown>;

const isValues = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);

export function differences(before: unknown, after: unknown, path: string[] = []): Difference[] {
  if (same(before, after)) return [];
  if (isValues(before) || isValues(after)) {
    if (shows(before) && shows(after)) {
      const [old, now] = [isValues(before) ? before : {}, isValues(after) ? after : {}];
      const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
      return names.flatMap((name) => differences(old[name], now[name], [...path, name]));
    }
  }
  return [{ path, ...shown("before", before), ...shown("after", after) }];
}

/** An object may stand beside another or beside nothing; beside a plain value each is shown whole. */
const shows = (value: unknown): boolean => isValues(value) || value === undefined || value === null;

function shown(side: "before" | "after", value: unknown): Partial<Difference> {
  const text = valueText(value);
  return text === undefined ? {} : { [side]: text };
}

/** A value on one line; undefined for what says nothing. */
export function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(itemText).join(", ");
  if (isValues(value)) return Object.entries(value).map(([name, inner]) => `${name} ${valueText(inner) ?? "–"}`).join("; ") || undefined;
  return String(value);
}

/** A span of hours is two times. */
function itemText(item: unknown): string {
  const isSpan = Array.isArray(item) && item.length === 2 && item.every((part) => typeof part === "string");
  return isSpan ? (item as string[]).map((part) => part.slice(0, 5)).join("–") : (valueText(item) ?? "–");
}

export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (!isValues(one) || !isValues(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other && same(one[name], other[name]));
}

/** The fields of `now` that are not as in `kept`: only these are sent, so that what others changed meanwhile stays. */
export function changes<T extends object>(kept: T, now: T): Partial<T> {
  const names = Object.keys(now) as (keyof T)[];
  return Object.fromEntries(names.filter((name) => !same(kept[name], now[name])).map((name) => [name, now[name]])) as Partial<T>;
}

/** Two texts cut where they differ: what both begin with, what stands between in each, what both end with. */
export function cut(before: string, after: string): { head: string; was: string; is: string; tail: string } {
  const [old, now] = [[...before], [...after]];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const middle = (letters: string[]) => letters.slice(head, letters.length - tail).join("");
  return { head: old.slice(0, head).join(""), was: middle(old), is: middle(now), tail: tail === 0 ? "" : old.slice(-tail).join("") };
}
