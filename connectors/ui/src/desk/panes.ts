/** Which conversations stand side by side, left to right, and the one that is worked in. */
export interface Panes {
  readonly shown: readonly string[];
  readonly selected?: string;
}

export const MOST_COLUMNS = 3;
/** Below this a column is no place to read and write, in px. */
const COLUMN = 400;
/** What stands left and right of the columns, in px; desk.css has the same. */
const LISTS = 300;
const SIDE = 300;

export const noPanes: Panes = { shown: [] };

/** A chat comes onto the screen: into a free column, else in place of the one that is worked in. */
export function show(panes: Panes, id: string, columns: number): Panes {
  if (panes.shown.includes(id)) return { shown: panes.shown, selected: id };
  if (panes.shown.length < columns) return { shown: [...panes.shown, id], selected: id };
  const at = Math.max(0, panes.shown.indexOf(panes.selected ?? ""));
  return { shown: panes.shown.with(at, id), selected: id };
}

/** The neighbour is worked in next. */
export function close(panes: Panes, id: string): Panes {
  const at = panes.shown.indexOf(id);
  if (at < 0) return panes;
  const shown = panes.shown.toSpliced(at, 1);
  const selected = panes.selected === id ? (shown[at] ?? shown.at(-1)) : panes.selected;
  return { shown, selected };
}

/** Fewer columns keep the chat that is worked in, and those nearest to it. */
export function fit(panes: Panes, columns: number): Panes {
  const over = panes.shown.length - columns;
  if (over <= 0) return panes;
  const at = Math.max(0, panes.shown.indexOf(panes.selected ?? ""));
  const start = Math.min(Math.max(0, at - columns + 1), over);
  return { shown: panes.shown.slice(start, start + columns), selected: panes.selected };
}

/** How many columns a window of this width, in px, has room for. */
export function roomFor(width: number, side: boolean): number {
  const room = Math.floor((width - LISTS - (side ? SIDE : 0)) / COLUMN);
  return Math.min(MOST_COLUMNS, Math.max(1, room));
}
