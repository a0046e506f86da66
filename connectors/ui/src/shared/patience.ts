import type { Numbered } from "./outbox";

/** Refusals that pass by themselves. */
const passing = ["unavailable", "rate_limited"];
/** In s, where the gateway does not say when; and so much later at most, for others were refused too. */
const USUAL = 2;
const BLUR = 1;

interface Refusal {
  type: string;
  client_id?: string;
  code?: string;
  retry_after?: number;
}

interface Kept<Frame extends Numbered> {
  add(frame: Frame): void;
  waiting(): Frame[];
}

/** Says what the gateway refused only for the moment once more then; what is said meanwhile waits behind it. */
export class Patience<Frame extends Numbered> {
  private timer: number | undefined;

  /**
   * `deliver` says a frame that stays in `outbox` until it is acknowledged; `held` hears until when, in ms since 1970,
   * what was said too often waits, and undefined when it is over.
   */
  constructor(
    private readonly outbox: Kept<Frame>,
    private readonly deliver: (frame: Frame) => void,
    private readonly held: (until: number | undefined) => void = () => undefined,
  ) {}

  say(frame: Frame): void {
    if (this.timer === undefined) this.deliver(frame);
    else this.outbox.add(frame);
  }

  /** True when what came is such a refusal: nobody has to be told, the outbox keeps what it refuses. */
  takes({ type, client_id, code, retry_after }: Refusal): boolean {
    const kept = this.outbox.waiting().some((frame) => frame.client_id === client_id);
    if (type !== "refused" || !kept || !passing.includes(code ?? "")) return false;
    if (this.timer === undefined) this.wait(((retry_after ?? USUAL) + Math.random() * BLUR) * 1000, code === "rate_limited");
    return true;
  }

  private wait(ms: number, tell: boolean): void {
    this.timer = window.setTimeout(() => this.sayAgain(), ms);
    if (tell) this.held(Date.now() + ms);
  }

  private sayAgain(): void {
    this.timer = undefined;
    this.held(undefined);
    for (const frame of this.outbox.waiting()) this.deliver(frame);
  }
}
