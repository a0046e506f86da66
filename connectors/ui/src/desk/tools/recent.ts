import { stored } from "../../shared/outbox";

const KEY = "firsthand.searches";
const MOST = 8;

/** What was looked for in this tab, the newest first: names of customers may be in it, so it ends with the tab. */
export function recentSearches(): string[] {
  const kept: unknown = JSON.parse(stored(() => sessionStorage.getItem(KEY)) ?? "[]");
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
}

export function keepSearch(asked: string): void {
  save(withSearch(recentSearches(), asked));
}

export function forgetSearches(): void {
  save([]);
}

/** `asked` in front, once; what it was while it was being typed goes. */
export function withSearch(searches: readonly string[], asked: string): string[] {
  const others = searches.filter((one) => !asked.startsWith(one));
  return [asked, ...others].slice(0, MOST);
}

const save = (searches: readonly string[]) => void stored(() => sessionStorage.setItem(KEY, JSON.stringify(searches)));
