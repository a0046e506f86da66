import { ApiError, post } from "../shared/api";
import type { Agent, ClientFrame, ServerFrame, Ticket } from "../shared/frames/desk";
import { Outbox, sessionShelf } from "../shared/outbox";
import { Connection, Denied, wakeWithBrowser } from "../shared/socket";
import { createStore } from "../shared/store";
import { hasGap } from "../shared/thread";
import { newId, TypingSignal } from "../shared/typing";
import { loadDrafts, saveDrafts } from "./drafts";
import { holds, initialState, reduce, ticketOf, type Command, type SendFrame, type Unsent } from "./state";

/** Typing that nobody ended is over after this long, in ms. */
const TYPING_ENDS = 8_000;

/** One agent's work: what happens on the screen goes through here to the gateway. */
export class Desk {
  readonly store;
  private readonly connection: Connection<ServerFrame, ClientFrame, SendFrame>;
  private readonly outbox = new Outbox<SendFrame>(sessionShelf("firsthand.desk.outbox"), () => true);
  private readonly signals = new Map<string, TypingSignal>();
  private readonly typingTimers = new Map<string, number>();
  private readonly fetchedAfter = new Map<string, number>();
  private readonly opening = new Set<string>();
  private readonly sleep: () => void;

  constructor(
    agent: Agent,
    private readonly signedOut: () => void,
  ) {
    const resumed = this.outbox.waiting().map((frame): Unsent => ({ frame, text: frame.text }));
    this.store = createStore(reduce, initialState(agent, loadDrafts(), resumed));
    this.store.subscribe(() => saveDrafts(this.state.drafts));
    this.connection = new Connection<ServerFrame, ClientFrame, SendFrame>({
      url: `${location.origin.replace(/^http/, "ws")}/desk/socket`,
      ticket: () => this.ticket(),
      hello: (ticket) => ({ type: "hello", ticket, cursors: this.cursors() }),
      probe: () => this.probe(),
      onFrame: (frame) => this.hear(frame),
      onPhase: (phase, retryAt) => this.store.dispatch({ type: "phase", phase, retryAt }),
      outbox: this.outbox,
    });
    this.sleep = wakeWithBrowser(this.connection);
    this.connection.start();
  }

  private get state() {
    return this.store.get();
  }

  stop(): void {
    this.sleep();
    this.connection.stop();
  }

  connectNow(): void {
    this.connection.wake();
  }

  select(conversationId: string | undefined): void {
    this.store.dispatch({ type: "select", conversationId });
    if (!conversationId) return;
    this.open(conversationId);
    this.store.dispatch({ type: "seen", conversationId });
  }

  /** The next or the one before of the agent's own chats. */
  step(by: 1 | -1): void {
    const ids = this.state.mine.map((ticket) => ticket.conversation_id);
    const at = ids.indexOf(this.state.selected ?? "");
    const next = ids.at(at < 0 ? 0 : (at + by + ids.length) % ids.length);
    if (next) this.select(next);
  }

  seen(conversationId: string): void {
    this.store.dispatch({ type: "seen", conversationId });
  }

  draft(conversationId: string, text: string): void {
    this.store.dispatch({ type: "draft", conversationId, text });
    if (holds(this.state, conversationId)) this.signal(conversationId).key();
  }

  send(ticket: Ticket, text: string): void {
    const { conversation_id, epoch } = ticket;
    this.signal(conversation_id).stop();
    this.store.dispatch({ type: "draft", conversationId: conversation_id, text: "" });
    this.say({ type: "send", client_id: newId(), conversation_id, epoch, text });
  }

  retry(unsent: Unsent): void {
    this.discard(unsent);
    const id = unsent.refusal?.code === "conflict" ? newId() : unsent.frame.client_id;
    this.say({ ...unsent.frame, client_id: id });
  }

  discard(unsent: Unsent): void {
    this.outbox.settle(unsent.frame.client_id);
    this.store.dispatch({ type: "discard", clientId: unsent.frame.client_id });
  }

  /** A command is for now: without a connection it is not kept for later, but said to have failed. */
  claim(ticket?: Ticket): void {
    this.run({ type: "claim", client_id: newId(), ...(ticket ? { ticket_id: ticket.id } : {}) });
  }

  finish(type: "resolve" | "return" | "release", ticket: Ticket): void {
    this.signal(ticket.conversation_id).stop();
    this.run({ type, client_id: newId(), ticket_id: ticket.id, epoch: ticket.epoch });
  }

  setStatus(status: Agent["status"]): void {
    if (this.connection.send({ type: "status", status })) this.store.dispatch({ type: "status", status });
    else this.toast("no_connection");
  }

  dismiss(id: string): void {
    this.store.dispatch({ type: "toast_over", id });
  }

  private run(command: Command): void {
    if (!this.connection.send(command)) return this.toast("no_connection");
    this.store.dispatch({ type: "run", command });
  }

  private say(frame: SendFrame): void {
    this.store.dispatch({ type: "say", unsent: { frame, text: frame.text } });
    this.connection.deliver(frame);
  }

  private async ticket(): Promise<string> {
    try {
      return (await post<{ ticket: string }>("/desk/socket-ticket")).ticket;
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 403)) throw error;
      if (error.status === 401) this.signedOut();
      throw new Denied(error.message);
    }
  }

  private cursors(): Record<string, number> {
    const open = Object.entries(this.state.conversations).filter(([, one]) => one.thread.lastSeq > 0);
    return Object.fromEntries(open.map(([id, one]) => [id, one.thread.lastSeq]));
  }

  private probe(): ClientFrame | undefined {
    const id = this.state.selected ?? this.state.mine[0]?.conversation_id;
    return id ? { type: "fetch", conversation_id: id, after_seq: this.lastSeq(id) } : undefined;
  }

  private lastSeq(conversationId: string): number {
    return this.state.conversations[conversationId]?.thread.lastSeq ?? 0;
  }

  private open(conversationId: string): void {
    const asked = this.connection.send({ type: "open", conversation_id: conversationId, after_seq: this.lastSeq(conversationId) });
    if (asked) this.opening.add(conversationId);
  }

  private hear(frame: ServerFrame): void {
    if (frame.type === "ack" || (frame.type === "refused" && frame.client_id)) this.outbox.settle(frame.client_id!);
    const selected = this.state.selected;
    const lostTicket = frame.type === "lease_lost" ? this.state.mine.find((ticket) => ticket.id === frame.ticket_id) : undefined;
    this.store.dispatch({ type: "frame", frame });
    if (frame.type === "lease_lost") this.toast("lease_lost", lostTicket?.id);
    if (frame.type === "welcome") queueMicrotask(() => this.resume());
    if (frame.type === "typing") this.endTypingLater(frame.conversation_id);
    if (frame.type === "message" || frame.type === "messages") this.fillGap(frame.conversation_id);
    if (this.state.selected !== selected && this.state.selected) this.select(this.state.selected);
    if (frame.type === "mine") this.openMine();
  }

  /** After the welcome, when the line is ready: what is on the screen is followed again. */
  private resume(): void {
    this.opening.clear();
    if (this.state.selected) this.open(this.state.selected);
    this.openMine();
  }

  /** A chat of mine is on the screen's list with its news, so its messages must be here. */
  private openMine(): void {
    for (const { conversation_id: id } of this.state.mine) {
      if (!this.state.conversations[id]?.state && !this.opening.has(id)) this.open(id);
    }
  }

  private fillGap(id: string): void {
    const thread = this.state.conversations[id]?.thread;
    if (!thread || !hasGap(thread) || this.fetchedAfter.get(id) === thread.lastSeq) return;
    if (this.connection.send({ type: "fetch", conversation_id: id, after_seq: thread.lastSeq })) this.fetchedAfter.set(id, thread.lastSeq);
  }

  private signal(conversationId: string): TypingSignal {
    const tell = (on: boolean) => void this.connection.send({ type: "typing", conversation_id: conversationId, on });
    const signal = this.signals.get(conversationId) ?? new TypingSignal(tell);
    this.signals.set(conversationId, signal);
    return signal;
  }

  private endTypingLater(conversationId: string): void {
    clearTimeout(this.typingTimers.get(conversationId));
    const over = () => this.store.dispatch({ type: "typing_over", conversationId });
    this.typingTimers.set(conversationId, window.setTimeout(over, TYPING_ENDS));
  }

  private toast(code: string, about = newId()): void {
    this.store.dispatch({ type: "toast", toast: { id: `${code} ${about}`, code } });
  }

  get current(): Ticket | undefined {
    return ticketOf(this.state, this.state.selected);
  }
}
