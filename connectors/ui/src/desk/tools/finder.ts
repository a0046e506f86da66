import type { Finding, Findings } from "../../shared/frames/desk_api";
import { createStore } from "../../shared/store";
import { reasonOf } from "./answers";
import { Debounce } from "./debounce";

/** Typing rests for so many ms before it is looked up. */
const REST = 250;

export interface Found {
  /** What is in the field. */
  asked: string;
  /** What the results are of; none before the first answer. */
  of?: string;
  results: readonly Finding[];
  next?: string;
  busy: boolean;
  failed?: string;
}

export const nothingAsked: Found = { asked: "", results: [], busy: false };

type Ask = (asked: string, cursor?: string) => Promise<Findings>;

/** Looks up what is typed, page by page; an answer to something that is no longer asked is dropped. */
export class Finder {
  readonly store = createStore((state: Found, change: Partial<Found>) => ({ ...state, ...change }), nothingAsked);
  private readonly wait = new Debounce(REST);
  private round = 0;

  constructor(private readonly ask: Ask) {}

  type(asked: string): void {
    const before = this.store.get();
    this.round++;
    this.wait.cancel();
    if (asked.trim() === "") return this.store.dispatch({ ...nothingAsked, asked, of: undefined, next: undefined, failed: undefined });
    this.store.dispatch({ asked });
    if (asked.trim() !== before.of || before.failed) this.wait.run(() => void this.look());
    else this.store.dispatch({ busy: false });
  }

  /** At once, without waiting for the rest. */
  async look(): Promise<void> {
    this.wait.cancel();
    const asked = this.store.get().asked.trim();
    if (asked !== "") await this.load(asked);
  }

  /** The page after those that are here. */
  async more(): Promise<void> {
    const { of, next, busy } = this.store.get();
    if (of !== undefined && next !== undefined && !busy) await this.load(of, next);
  }

  stop(): void {
    this.round++;
    this.wait.cancel();
  }

  private async load(asked: string, cursor?: string): Promise<void> {
    const round = ++this.round;
    this.store.dispatch({ busy: true, failed: undefined });
    try {
      const { results, next } = await this.ask(asked, cursor);
      const before = cursor === undefined ? [] : this.store.get().results;
      if (round === this.round) this.store.dispatch({ busy: false, of: asked, results: [...before, ...results], next });
    } catch (error) {
      const failed = reasonOf(error);
      const kept = cursor === undefined ? { of: asked, results: [], next: undefined } : {};
      if (round === this.round) this.store.dispatch({ busy: false, failed, ...kept });
    }
  }
}
