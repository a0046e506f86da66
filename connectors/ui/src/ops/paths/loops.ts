import type { PathEdge, PathNode } from "../../shared/frames/ops_journey";

/** A step as it stands in the picture: the step itself, or one that customers came back to, drawn once more. */
export interface Place {
  id: string;
  step: string;
  again: boolean;
  customers: number;
}

export interface Flow {
  places: Place[];
  links: (PathEdge & { source: string; target: string })[];
}

const AGAIN = "\u0000again";

/**
 * The steps without a circle, for a picture that runs one way: the strongest moves keep their direction, and a move that
 * would close a circle (or stays where it is) leads to its step drawn once more.
 */
export function unlooped(nodes: readonly PathNode[], edges: readonly PathEdge[]): Flow {
  const ahead = new Map<string, Set<string>>();
  const places = new Map<string, Place>();
  const known = new Map(nodes.map((one) => [one.id, one.customers]));
  const place = (step: string, again: boolean): string => {
    const id = again ? `${step}${AGAIN}` : step;
    if (!places.has(id)) places.set(id, { id, step, again, customers: again ? 0 : (known.get(step) ?? 0) });
    return id;
  };
  const ranked = edges.toSorted((one, other) => other.customers - one.customers || one.from.localeCompare(other.from) || one.to.localeCompare(other.to));
  const links = ranked.map((edge) => {
    const circle = edge.from === edge.to || leads(ahead, edge.to, edge.from);
    if (!circle) ahead.set(edge.from, (ahead.get(edge.from) ?? new Set()).add(edge.to));
    const link = { ...edge, source: place(edge.from, false), target: place(edge.to, circle) };
    if (circle) places.get(link.target)!.customers += edge.customers;
    return link;
  });
  return { places: [...places.values()], links };
}

function leads(ahead: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(ahead.get(at) ?? []));
  }
  return false;
}

/** How large the picture must be: the columns on its longest way, and the most steps that stand in one of them. */
export function extent({ places, links }: Flow): { columns: number; rows: number } {
  const level = new Map(places.map(({ id }) => [id, 0]));
  for (let pass = 0; pass < places.length; pass += 1) {
    for (const { source, target } of links) level.set(target, Math.max(level.get(target)!, level.get(source)! + 1));
  }
  const counts = new Map<number, number>();
  for (const column of level.values()) counts.set(column, (counts.get(column) ?? 0) + 1);
  return { columns: Math.max(0, ...counts.keys()) + (counts.size ? 1 : 0), rows: Math.max(0, ...counts.values()) };
}
