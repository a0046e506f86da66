/** A row of a list that stays where it is while somebody reaches for it. */
export interface Row<T> {
  item: T;
  /** It has left the list and is shown until the hand is gone. */
  gone: boolean;
}

/**
 * The rows to show for the list as it is now. While `held` (pointer or focus is in the list), rows keep their places:
 * what left stays, dimmed, and what came stands at the end.
 */
export function settle<T extends { id: string }>(shown: readonly Row<T>[], now: readonly T[], held: boolean): Row<T>[] {
  if (!held) return now.map((item) => ({ item, gone: false }));
  const fresh = new Map(now.map((item) => [item.id, item]));
  const kept = shown.map(({ item }) => ({ item: fresh.get(item.id) ?? item, gone: !fresh.has(item.id) }));
  const known = new Set(shown.map(({ item }) => item.id));
  return [...kept, ...now.filter(({ id }) => !known.has(id)).map((item) => ({ item, gone: false }))];
}
