import { stored } from "../shared/outbox";
import { createStore } from "../shared/store";
import { MOST_COLUMNS } from "./panes";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** How one agent likes the desk, kept in this browser. */
export interface Preferences {
  /** From 0, silent, to 1. */
  volume: number;
  /** News on the system's own notices while the desk is hidden; the browser asks before the first. */
  notices: boolean;
  /** The offer to switch them on was answered with no. */
  noticesDeclined: boolean;
  theme: Theme;
  /** How many chats side by side, where there is room. */
  columns: number;
  /** The facts about the chat beside it. */
  side: boolean;
}

export const usual: Preferences = { volume: 0.6, notices: false, noticesDeclined: false, theme: "system", columns: 1, side: true };

const KEY = "firsthand.desk.preferences";

/** What was kept, as far as it still makes sense. */
export function readPreferences(text: string | null | undefined): Preferences {
  const kept = (text ? JSON.parse(text) : {}) as Partial<Preferences>;
  const known = Object.fromEntries(Object.entries(kept).filter(([name, value]) => typeof value === typeof usual[name as keyof Preferences]));
  const read = { ...usual, ...known };
  return {
    ...read,
    volume: Math.min(1, Math.max(0, read.volume)),
    theme: THEMES.includes(read.theme) ? read.theme : usual.theme,
    columns: Math.min(MOST_COLUMNS, Math.max(1, Math.round(read.columns))),
  };
}

/** The theme of the whole page; `system` leaves it to the system. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export function createPreferences() {
  const change = (state: Preferences, changes: Partial<Preferences>): Preferences => ({ ...state, ...changes });
  const store = createStore(change, readPreferences(stored(() => localStorage.getItem(KEY))));
  store.subscribe(() => {
    stored(() => localStorage.setItem(KEY, JSON.stringify(store.get())));
    applyTheme(store.get().theme);
  });
  applyTheme(store.get().theme);
  return store;
}
export type PreferenceStore = ReturnType<typeof createPreferences>;
