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

/** The conversation that an address from elsewhere names: `#/chat/<id>`. */
export function chatOf(hash: string): string | undefined {
  return /^#\/chat\/([0-9a-f-]{36})$/.exec(hash)?.[1];
}

/** A chat named in the address is opened once; the address is the desk's own again. */
export function useChatInAddress(open: (conversationId: string) => void): void {
  useEffect(() => {
    const look = () => {
      const named = chatOf(location.hash);
      if (!named) return;
      history.replaceState(null, "", hashOf("desk"));
      open(named);
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
}

export function goTo(page: Page): void {
  if (pageOf(location.hash) !== page) location.hash = hashOf(page);
}
