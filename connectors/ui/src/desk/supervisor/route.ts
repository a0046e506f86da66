import { useEffect, useState } from "preact/hooks";
import type { Agent } from "../../shared/frames/desk";

export const SECTIONS = ["agents", "hours", "macros", "labels", "webhooks", "audit"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Route {
  section: Section;
  /** What of the section is open; `new` for one to be made. */
  id?: string;
}

const ADMINS_ONLY: readonly Section[] = ["agents", "webhooks"];

/** What somebody may set, in the order of the page. */
export function sectionsFor(roles: Agent["roles"]): Section[] {
  return SECTIONS.filter((section) => roles.includes("admin") || !ADMINS_ONLY.includes(section));
}

/** `#/settings/macros/018f...`, or the first section of those that are open to one. */
export function readRoute(hash: string, open: readonly Section[]): Route {
  const [, section, id] = /^#\/settings\/(\w+)(?:\/([\w-]+))?/.exec(hash) ?? [];
  const found = open.find((one) => one === section);
  return found ? { section: found, ...(id ? { id } : {}) } : { section: open[0]! };
}

export const hashOf = (section: Section, id?: string): string => `#/settings/${section}${id ? `/${id}` : ""}`;

export const go = (section: Section, id?: string): void => void (location.hash = hashOf(section, id));

/** The route that the address names, as it changes. */
export function useRoute(open: readonly Section[]): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => location.hash.startsWith("#/settings") && setHash(location.hash);
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return readRoute(hash, open);
}
