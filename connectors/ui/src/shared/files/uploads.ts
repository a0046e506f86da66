import { ApiError } from "../api";
import { newId } from "../typing";
import { MOST_BYTES } from "./limits";
import type { UnderWay, Upload } from "./underway";

/** What an upload needs of the page around it. */
export interface Way {
  /** Resolves once there is a line to the gateway. */
  ready(): Promise<void>;
  /** Throws ApiError where it is refused, TypeError without a network. False where the page has moved on to another conversation. */
  post(upload: Upload, file: File, onSent: (bytes: number) => void, until: AbortSignal): Promise<boolean>;
}

/** Refusals that pass by themselves, where it does not take longer than this, in s. */
const passing = ["unavailable", "rate_limited"];
const SOON = 20;
/** In ms: after a line broke, and how long a taken file waits for its message. */
const AGAIN = 2_000;
const ARRIVES_WITHIN = 15_000;
/** A line that broke so often under one file: its sender decides. */
const TRIES = 4;

/**
 * Sends files one after another, each under an id of its own, so that one that is sent again is one message. A broken
 * line is waited for; a refusal is shown, and its sender may try again.
 */
export class Uploads {
  private readonly files = new Map<string, { file: File; broken: number }>();
  private current: { clientId: string; stop: AbortController } | undefined;

  constructor(
    private readonly store: UnderWay,
    private readonly way: Way,
  ) {}

  add(conversationId: string, chosen: readonly File[]): void {
    for (const file of chosen) {
      const clientId = newId();
      const refusal = file.size > MOST_BYTES ? { code: "too_large" } : file.size === 0 ? { code: "empty" } : undefined;
      this.files.set(clientId, { file, broken: 0 });
      this.store.dispatch({ type: "add", upload: { clientId, conversationId, name: file.name, size: file.size, sent: 0, refusal } });
    }
    void this.run();
  }

  retry(clientId: string): void {
    const kept = this.files.get(clientId);
    if (kept) kept.broken = 0;
    this.change(clientId, { refusal: undefined, sent: 0 });
    void this.run();
  }

  discard(clientId: string): void {
    this.files.delete(clientId);
    this.store.dispatch({ type: "drop", clientId });
    if (this.current?.clientId === clientId) this.current.stop.abort();
  }

  private async run(): Promise<void> {
    if (this.current) return;
    for (let next = this.next(); next; next = this.next()) await this.send(next);
  }

  private next(): Upload | undefined {
    return this.store.get().find(({ clientId, taken, refusal }) => !taken && !refusal && this.files.has(clientId));
  }

  private async send(upload: Upload): Promise<void> {
    const { clientId } = upload;
    const { file } = this.files.get(clientId)!;
    const stop = new AbortController();
    this.current = { clientId, stop };
    try {
      await this.way.ready();
      if (stop.signal.aborted) return;
      const taken = await this.way.post(upload, file, (sent) => this.change(clientId, { sent: Math.min(sent, upload.size) }), stop.signal);
      if (taken) this.settle(upload);
      else this.discard(clientId);
    } catch (error) {
      if (!stop.signal.aborted) await this.fail(clientId, error);
    } finally {
      this.current = undefined;
    }
  }

  /** Its message comes over the socket, perhaps a moment later. */
  private settle({ clientId, size }: Upload): void {
    this.files.delete(clientId);
    this.change(clientId, { taken: true, sent: size });
    setTimeout(() => this.store.dispatch({ type: "drop", clientId }), ARRIVES_WITHIN);
  }

  private async fail(clientId: string, error: unknown): Promise<void> {
    const kept = this.files.get(clientId);
    if (error instanceof ApiError) {
      const { code, retryAfter } = error;
      if (passing.includes(code) && (retryAfter ?? 0) <= SOON) return pause((retryAfter ?? 2) * 1000);
      return this.change(clientId, { refusal: { code, retryAfter } });
    }
    if (!(error instanceof TypeError)) {
      reportError(error); // nobody foresaw it: the files after this one still go
      return this.change(clientId, { refusal: { code: "other" } });
    }
    this.change(clientId, { sent: 0 });
    if (kept && ++kept.broken >= TRIES) return this.change(clientId, { refusal: { code: "other" } });
    return pause(AGAIN);
  }

  private change(clientId: string, to: Partial<Upload>): void {
    this.store.dispatch({ type: "change", clientId, to });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
