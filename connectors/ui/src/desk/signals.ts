import type { ClientFrame } from "../shared/frames/desk";
import { TypingSignal } from "../shared/typing";

/** Typing that nobody ended is over after this long, in ms. */
const TYPING_ENDS = 6_000;

/** Who writes: the customer sees a reply being typed, other agents see notes too. */
export class Signals {
  private readonly typing = new Map<string, TypingSignal>();
  private readonly drafting = new Map<string, TypingSignal>();
  private readonly ends = new Map<string, number>();

  constructor(
    private readonly send: (frame: ClientFrame) => boolean,
    private readonly customerStopped: (conversationId: string) => void,
  ) {}

  /** A key in the reply, or in the note: of that the customer learns nothing. */
  key(conversationId: string, reply: boolean): void {
    this.signal(this.drafting, "drafting", conversationId).key();
    if (reply) this.signal(this.typing, "typing", conversationId).key();
  }

  stop(conversationId: string): void {
    this.drafting.get(conversationId)?.stop();
    this.typing.get(conversationId)?.stop();
  }

  customerTypes(conversationId: string): void {
    clearTimeout(this.ends.get(conversationId));
    this.ends.set(conversationId, window.setTimeout(() => this.customerStopped(conversationId), TYPING_ENDS));
  }

  private signal(of: Map<string, TypingSignal>, type: "typing" | "drafting", conversationId: string): TypingSignal {
    const tell = (on: boolean) => void this.send({ type, conversation_id: conversationId, on });
    const signal = of.get(conversationId) ?? new TypingSignal(tell);
    of.set(conversationId, signal);
    return signal;
  }
}
