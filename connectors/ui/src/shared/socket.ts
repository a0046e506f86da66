import { backoff, Later, later, returnWithin, STABLE_AFTER } from "./backoff";
import type { Numbered, Outbox } from "./outbox";

export type Phase = "idle" | "connecting" | "ready" | "waiting" | "offline" | "denied";

/** The server said no for good: asking again would not help. */
export class Denied extends Error {}

/** What of the browser a connection needs; tests bring their own. */
export interface Surroundings {
  open(url: string): WebSocket;
  later(run: () => void, ms: number): number;
  cancel(timer: number): void;
  random(): number;
  now(): number;
  online(): boolean;
}

export const browser: Surroundings = {
  open: (url) => new WebSocket(url),
  later: (run, ms) => window.setTimeout(run, ms),
  cancel: (timer) => window.clearTimeout(timer),
  random: Math.random,
  now: Date.now,
  online: () => navigator.onLine,
};

interface Options<In, Out, Kept extends Numbered & Out> {
  url: string;
  /** Fetches a one-time ticket; throws `Denied` when there will never be one, `Later` when there is one at another time. */
  ticket(): Promise<string>;
  hello(ticket: string): Out;
  /** Something the server always answers: sent to find out whether a quiet socket still lives. */
  probe(): Out | undefined;
  onFrame(frame: In): void;
  onPhase(phase: Phase, retryAt?: number): void;
  outbox: Outbox<Kept>;
  surroundings?: Surroundings;
}

/** How long, in ms, an answer may take before the socket is held to be dead. */
const ANSWER_WITHIN = 10_000;

/** A living socket is never silent for so long, in ms: the gateway says a beat at least every 20 s. */
const SILENT_AFTER = 45_000;

/**
 * One socket that comes back by itself. It says hello with a fresh ticket, and once it is welcomed
 * sends everything the outbox still holds, in order.
 */
export class Connection<In extends { type: string }, Out extends { type: string }, Kept extends Numbered & Out> {
  private socket: WebSocket | undefined;
  private phase: Phase = "idle";
  private attempt = 0;
  private readyAt = 0;
  private round = 0;
  private retry: number | undefined;
  private watch: number | undefined;
  private silence: number | undefined;
  private readonly around: Surroundings;

  constructor(private readonly options: Options<In, Out, Kept>) {
    this.around = options.surroundings ?? browser;
  }

  start(): void {
    if (this.phase === "idle") void this.connect();
  }

  /** Ends the connection; `start` begins a new one. */
  stop(): void {
    this.drop();
    this.attempt = 0;
    this.move("idle");
  }

  /** Goes through a new ticket and hello, at once: another identity, or a person who cannot wait. */
  renew(): void {
    this.stop();
    this.start();
  }

  /** The browser is back (online, or the tab is seen again): do not sit out the delay, and doubt a quiet socket. */
  wake(): void {
    if (this.phase === "waiting" || this.phase === "offline") {
      this.attempt = 0;
      void this.connect();
    } else if (this.phase === "ready") {
      this.ask();
    }
  }

  lostNetwork(): void {
    if (this.phase === "idle" || this.phase === "denied") return;
    this.drop();
    this.move("offline");
  }

  /** Says something that may be lost (typing, read); false when there is nobody to hear it. */
  send(frame: Out): boolean {
    if (this.phase !== "ready" || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Says something that must arrive: kept until `settle` of its id. */
  deliver(frame: Kept): void {
    this.options.outbox.add(frame);
    if (this.send(frame)) this.expectAnswer();
  }

  private async connect(): Promise<void> {
    this.drop();
    const round = this.round;
    this.move("connecting");
    this.expectAnswer();
    try {
      const ticket = await this.options.ticket();
      if (round === this.round) this.listen(this.around.open(this.options.url), ticket);
    } catch (error) {
      if (round !== this.round) return;
      if (error instanceof Denied) this.deny();
      else if (error instanceof Later) this.wait(later(error, this.around.random));
      else this.retryLater();
    }
  }

  private deny(): void {
    this.drop();
    this.move("denied");
  }

  private listen(socket: WebSocket, ticket: string): void {
    this.socket = socket;
    this.answered();
    this.expectAnswer();
    socket.onopen = () => socket.send(JSON.stringify(this.options.hello(ticket)));
    socket.onmessage = (event) => this.hear(String(event.data));
    socket.onclose = (farewell) => this.retryLater(returnWithin(farewell));
  }

  private hear(data: string): void {
    this.answered();
    const frame = JSON.parse(data) as In;
    if (frame.type === "welcome") this.readyAt = this.around.now();
    this.options.onFrame(frame);
    if (frame.type === "welcome" && this.phase === "connecting") this.resume();
    else if (this.options.outbox.size > 0) this.expectAnswer();
  }

  private resume(): void {
    this.move("ready");
    for (const frame of this.options.outbox.waiting()) this.send(frame);
    if (this.options.outbox.size > 0) this.expectAnswer();
  }

  private expectAnswer(): void {
    this.watch ??= this.around.later(() => this.retryLater(), ANSWER_WITHIN);
  }

  /** Something came, so nothing is owed; from now on the next silence counts. */
  private answered(): void {
    this.around.cancel(this.watch ?? 0);
    this.around.cancel(this.silence ?? 0);
    this.watch = undefined;
    this.silence = this.around.later(() => this.doubt(), SILENT_AFTER);
  }

  /** A network may have forgotten the socket without a word: then no answer comes either. */
  private doubt(): void {
    if (this.phase === "ready" && !this.ask()) this.retryLater();
  }

  /** Says something that is always answered; false where there is nothing of the kind. */
  private ask(): boolean {
    const probe = this.options.probe();
    if (!probe || !this.send(probe)) return false;
    this.expectAnswer();
    return true;
  }

  private retryLater(within = 0): void {
    const lived = this.phase === "ready" ? this.around.now() - this.readyAt : 0;
    this.drop();
    if (!this.around.online()) return this.move("offline");
    if (lived >= STABLE_AFTER) this.attempt = 0;
    this.wait(backoff(this.attempt++, this.around.random, within));
  }

  private wait(delay: number): void {
    this.drop();
    this.move("waiting", this.around.now() + delay);
    this.retry = this.around.later(() => void this.connect(), delay);
  }

  private drop(): void {
    this.round += 1;
    this.around.cancel(this.retry ?? 0);
    this.around.cancel(this.watch ?? 0);
    this.around.cancel(this.silence ?? 0);
    this.retry = this.watch = this.silence = undefined;
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private move(phase: Phase, retryAt?: number): void {
    this.phase = phase;
    this.options.onPhase(phase, retryAt);
  }
}

/** Wakes `connection` when the browser says it is online or the tab is seen again; returns the undo. */
export function wakeWithBrowser(connection: { wake(): void; lostNetwork(): void }): () => void {
  const wake = () => connection.wake();
  const lost = () => connection.lostNetwork();
  const seen = () => document.visibilityState === "visible" && connection.wake();
  window.addEventListener("online", wake);
  window.addEventListener("offline", lost);
  document.addEventListener("visibilitychange", seen);
  return () => {
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", lost);
    document.removeEventListener("visibilitychange", seen);
  };
}
