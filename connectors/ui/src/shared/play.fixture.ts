import type { Button, ConversationState, Message } from "./frames/message";

/** Numbers that only look random: the same seed, the same story. */
export function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** What a gateway says of a conversation, as far as a screen keeps it. */
export type Word = { type: "message"; message: Message } | { type: "state"; state: ConversationState };

/** More missing than this, and a screen starts afresh. */
const MOST = 8;

/** A conversation as the gateway has it, in which things happen. */
export class Story {
  readonly messages: Message[] = [];
  state: ConversationState = { version: 0, owner: "closed", locale: "ko", read_seq: 0 };

  constructor(private readonly roll: (sides: number) => number) {}

  get lastSeq(): number {
    return this.messages.length;
  }

  /** Something happens; what the gateway pushes of it. */
  step(): Word {
    switch (this.roll(5)) {
      case 0:
        return this.changes();
      case 1:
        return this.presses() ?? this.says({});
      case 2:
        return this.says({ buttons: ["a", "b"].map((name): Button => ({ id: `${this.lastSeq + 1}${name}`, title: name, used: false })) });
      case 3:
        return this.says({ sender: "customer", client_id: `c${this.lastSeq + 1}` });
      default:
        return this.says({ sender: this.roll(2) ? "agent" : "bot" });
    }
  }

  /** What a screen that has everything up to `seq` is told, and whether it has to start afresh. */
  after(seq: number): { messages: Message[]; last_seq: number; reset: boolean } {
    const reset = this.lastSeq - seq > MOST;
    return { messages: this.messages.slice(reset ? -MOST : seq), last_seq: this.lastSeq, reset };
  }

  private says(more: Partial<Message>): Word {
    const seq = this.lastSeq + 1;
    const said: Message = { id: `m${seq}`, seq, sender: "bot", kind: "text", text: `${seq}`, created_at: new Date(Date.UTC(2026, 2, 2, 9, 0, seq)).toISOString(), ...more };
    this.messages.push(said);
    return { type: "message", message: said };
  }

  /** One button of a message, which may use up the others; the record knows it at once. */
  private presses(): Word | undefined {
    const at = this.messages.findLastIndex((message) => message.buttons?.some((button) => !button.used));
    const asked = this.messages[at];
    const pressed = asked?.buttons?.find((button) => !button.used);
    if (!asked || !pressed) return undefined;
    const used = this.roll(2) ? asked.buttons!.map((button) => button.id) : [pressed.id];
    this.messages[at] = { ...asked, buttons: asked.buttons!.map((button) => (used.includes(button.id) ? { ...button, used: true } : button)) };
    return this.says({ sender: "customer", kind: "press", params: { button_id: pressed.id, used } });
  }

  private changes(): Word {
    const version = this.state.version + 1;
    const read_seq = Math.max(this.state.read_seq, this.roll(this.lastSeq + 1));
    switch (this.roll(4)) {
      case 0:
        this.state = { version, owner: "queue", queue: { position: 1 + this.roll(9) }, locale: "ko", read_seq };
        break;
      case 1:
        this.state = { version, owner: "agent", agent: { name: `agent ${version}` }, locale: "en", read_seq };
        break;
      case 2:
        this.state = { version, owner: "closed", rating: { contact_id: `contact ${version}` }, locale: "ko", read_seq };
        break;
      default:
        this.state = { version, owner: "bot", locale: "ko", read_seq };
    }
    return { type: "state", state: this.state };
  }
}
