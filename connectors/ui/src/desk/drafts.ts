import { stored } from "../shared/outbox";

const KEY = "firsthand.drafts";

/** Texts that agents have begun, by conversation; they outlive a reload of the tab. */
export function loadDrafts(): Record<string, string> {
  return JSON.parse(stored(() => sessionStorage.getItem(KEY)) ?? "{}") as Record<string, string>;
}

export function saveDrafts(drafts: Readonly<Record<string, string>>): void {
  const begun = Object.entries(drafts).filter(([, text]) => text);
  stored(() => sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(begun))));
}
