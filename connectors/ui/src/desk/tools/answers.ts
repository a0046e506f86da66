import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../shared/api";
import { UnreadableAnswer } from "./ask";

/** What is known of an answer. While it is asked for again, the last one is still there. */
export interface Known<T> {
  busy: boolean;
  answer?: T;
  /** When the answer came, in ms since 1970. */
  at?: number;
  /** Why there is none: a refusal's code, `network` or `unreadable`. */
  failed?: string;
}

const nothing: Known<never> = { busy: false };

/** Answers of the gateway by what was asked for: each is loaded once at a time, and everybody who shows it hears of it. */
export class Answers<T> {
  private readonly known = new Map<string, Known<T>>();
  private readonly listeners = new Set<() => void>();
  private readonly stale = new Set<string>();

  constructor(
    private readonly ask: (path: string) => Promise<T>,
    private readonly now: () => number = Date.now,
  ) {}

  get(path: string): Known<T> {
    return this.known.get(path) ?? nothing;
  }

  /** Loads `path` unless an answer younger than `fresh` ms is here or on its way; for 0 one on its way is too old. */
  async want(path: string, fresh: number): Promise<void> {
    const { busy, at } = this.get(path);
    if (busy && fresh === 0) this.stale.add(path);
    if (busy || (at !== undefined && this.now() - at < fresh)) return;
    this.tell(path, { ...this.get(path), busy: true });
    try {
      this.tell(path, { busy: false, answer: await this.ask(path), at: this.now() });
    } catch (error) {
      this.stale.delete(path); // what fails is not asked for again by itself
      this.tell(path, { ...this.get(path), busy: false, failed: reasonOf(error) });
    }
    if (this.stale.delete(path)) await this.want(path, 0);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private tell(path: string, known: Known<T>): void {
    this.known.set(path, known);
    for (const listener of [...this.listeners]) listener();
  }
}

/** The reason in one word; an error that is no answer's is a fault of this page and goes on. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.code;
  if (error instanceof UnreadableAnswer) return "unreadable";
  if (error instanceof TypeError) return "network";
  throw error;
}

/** What is known of `path`, asked for when it is first shown and once it is older than `fresh` ms. */
export function useAnswer<T>(answers: Answers<T>, path: string | undefined, fresh: number): Known<T> {
  const [, redraw] = useState({});
  useEffect(() => answers.subscribe(() => redraw({})), [answers]);
  useEffect(() => {
    if (path !== undefined) void answers.want(path, fresh);
  }, [answers, path]);
  return path === undefined ? nothing : answers.get(path);
}
