import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

/**
 * What was typed into the settings and not yet saved, by form, such as `agents/018f...`. It outlives the form, so that
 * nothing is lost on the way to another page and back; only in memory, for there are passwords among it.
 */
export class Drafts {
  private readonly changed = new Map<string, object>();
  private readonly listeners = new Set<() => void>();

  get(id: string): object | undefined {
    return this.changed.get(id);
  }

  /** Nothing changed is no draft. */
  set(id: string, change: object): void {
    if (Object.keys(change).length === 0) this.changed.delete(id);
    else this.changed.set(id, change);
    for (const listener of [...this.listeners]) listener();
  }

  /** Are there drafts whose form begins so? */
  has(prefix = ""): boolean {
    return [...this.changed.keys()].some((id) => id === prefix || id.startsWith(prefix === "" ? "" : `${prefix}/`));
  }

  clear(): void {
    for (const id of [...this.changed.keys()]) this.set(id, {});
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

let owner: string | undefined;
let kept = new Drafts();

/** The drafts of the agent who works here; another one begins with none. Before the tab closes on one, the browser asks. */
export function draftsOf(agentId: string): Drafts {
  if (owner === undefined) addEventListener("beforeunload", (event) => kept.has() && event.preventDefault());
  if (owner !== agentId) [owner, kept] = [agentId, new Drafts()];
  return kept;
}

const Context = createContext(new Drafts());
export const DraftsProvider = Context.Provider;

/** The drafts, and the component drawn anew whenever one comes or goes. */
export function useDrafts(): Drafts {
  const drafts = useContext(Context);
  const [, draw] = useState(0);
  useEffect(() => drafts.subscribe(() => draw((times) => times + 1)), [drafts]);
  return drafts;
}
