import { useEffect, useState } from "preact/hooks";

export const PAGES = ["desk", "search", "team", "settings"] as const;
export type Page = (typeof PAGES)[number];

/** The page that a hash names: `#/team`, `#/settings/hours`; the desk for everything unknown. */
export function pageOf(hash: string): Page {
  const [name] = hash.replace(/^#\/?/, "").split(/[/?]/);
  return PAGES.find((page) => page === name) ?? "desk";
}

export const hashOf = (page: Page): string => (page === "desk" ? "#/" : `#/${page}`);

/** The page that the address names, where it is open to this agent. */
export function useRoute(open: readonly Page[]): Page {
  const [page, set] = useState(() => pageOf(location.hash));
  useEffect(() => {
    const onChange = () => set(pageOf(location.hash));
    window.addEventListener("hashchange", onChange);
    return () => window.removeEventListener("hashchange", onChange);
  }, []);
  return open.includes(page) ? page : "desk";
}

export function goTo(page: Page): void {
  if (pageOf(location.hash) !== page) location.hash = hashOf(page);
}
