import { stored } from "../shared/outbox";
import type { DeskState, Kept } from "./state";
import { nothingKept } from "./state";

const KEY = "firsthand.desk.kept";

/** What agents have begun and what was on the screen: it outlives a reload of the tab, and no longer than the tab. */
export function loadKept(): Kept {
  const text = stored(() => sessionStorage.getItem(KEY));
  return text ? { ...nothingKept, ...(JSON.parse(text) as Partial<Kept>) } : nothingKept;
}

export function saveKept({ drafts, noteDrafts, refusedDrafts, panes }: DeskState): void {
  const kept: Kept = { drafts: begun(drafts), noteDrafts: begun(noteDrafts), refusedDrafts: { ...refusedDrafts }, panes };
  stored(() => sessionStorage.setItem(KEY, JSON.stringify(kept)));
}

const begun = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
