/** Enter that ends an input method's composition (keyCode 229 in browsers that report it late) must not send. */
export function sendsOnEnter(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

/** Length as the server counts it: code points, not UTF-16 units. */
export const length = (text: string): number => [...text].length;

export const MAX_LENGTH = 2000;

export function newId(): string {
  return crypto.randomUUID();
}

interface Clock {
  now(): number;
  later(run: () => void, ms: number): unknown;
  cancel(timer: never): void;
}

/** Tells the other side that somebody types: at the first key, again every 3 s, and off after 4 s of rest. */
export class TypingSignal {
  private sentAt = -Infinity;
  private rest: unknown;

  constructor(
    private readonly tell: (on: boolean) => void,
    private readonly clock: Clock = { now: Date.now, later: (run, ms) => setTimeout(run, ms), cancel: (timer) => clearTimeout(timer) },
  ) {}

  key(): void {
    this.clock.cancel(this.rest as never);
    this.rest = this.clock.later(() => this.stop(), 4000);
    if (this.clock.now() - this.sentAt < 3000) return;
    this.sentAt = this.clock.now();
    this.tell(true);
  }

  stop(): void {
    this.clock.cancel(this.rest as never);
    if (this.sentAt === -Infinity) return;
    this.sentAt = -Infinity;
    this.tell(false);
  }
}
