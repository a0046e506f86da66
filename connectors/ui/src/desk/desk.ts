import { ApiError, post } from "../shared/api";
import { Later } from "../shared/backoff";
import type { Agent, ClientFrame, ServerFrame, Ticket } from "../shared/frames/desk";
import { Outbox, sessionShelf } from "../shared/outbox";
import { Patience } from "../shared/patience";
import { Connection, Denied, wakeWithBrowser } from "../shared/socket";
import { createStore } from "../shared/store";
import { newId } from "../shared/typing";
import { newsOf, type News } from "./attention";
import { loadKept, saveKept } from "./drafts";
import { Following } from "./following";
import { goTo } from "./route";
import { Signals } from "./signals";
import { holds, initialState, reduce, ticketOf, type Command, type Said, type Unsent } from "./state";

type Unnumbered<C> = C extends Command ? Omit<C, "client_id"> : never;
export type Transfer = { queue: Ticket["queue"] } | { agent_id: string };
export type Resolution = Pick<Extract<Command, { type: "resolve" }>, "code" | "first_contact_solved">;

/** One agent's work: what happens on the screen goes through here to the gateway. */
export class Desk {
  readonly store;
  private readonly connection: Connection<ServerFrame, ClientFrame, Said>;
  private readonly outbox = new Outbox<Said>(sessionShelf("firsthand.desk.outbox"), () => true);
  private readonly patience = new Patience<Said>(this.outbox, (frame) => this.connection.deliver(frame));
  private readonly following: Following;
  private readonly signals: Signals;
  private readonly sleep: () => void;
  private readonly onSight = () => this.following.look();

  /** `onNews` hears what the agent should notice wherever they look. */
  constructor(
    agent: Agent,
    private readonly signedOut: () => void,
    private readonly onNews: (news: News) => void,
  ) {
    const resumed = this.outbox.waiting().map((frame): Unsent => ({ frame, text: frame.text }));
    this.store = createStore(reduce, initialState(agent, loadKept(), resumed));
    this.store.subscribe(() => saveKept(this.state));
    this.connection = new Connection<ServerFrame, ClientFrame, Said>({
      url: `${location.origin.replace(/^http/, "ws")}/desk/socket`,
      ticket: () => this.ticket(),
      hello: (ticket) => ({ type: "hello", ticket, cursors: this.following.cursors() }),
      probe: () => this.following.probe(),
      onFrame: (frame) => this.hear(frame),
      onPhase: (phase, retryAt) => this.store.dispatch({ type: "phase", phase, retryAt }),
      outbox: this.outbox,
    });
    const send = (frame: ClientFrame) => this.connection.send(frame);
    this.following = new Following(() => this.state, send);
    this.signals = new Signals(send, (conversationId) => this.store.dispatch({ type: "typing_over", conversationId }));
    this.sleep = wakeWithBrowser(this.connection);
    document.addEventListener("visibilitychange", this.onSight);
    this.connection.start();
  }

  private get state() {
    return this.store.get();
  }

  stop(): void {
    this.sleep();
    document.removeEventListener("visibilitychange", this.onSight);
    this.connection.stop();
  }

  connectNow(): void {
    this.connection.wake();
  }

  /** Turns to a chat, whatever page is shown; to the list when there is none. */
  select(conversationId: string | undefined): void {
    goTo("desk");
    this.store.dispatch({ type: "select", conversationId });
    this.turned();
  }

  /** The pane that somebody pressed into is the one that is worked in. */
  focus(conversationId: string): void {
    this.store.dispatch({ type: "focus", conversationId });
  }

  close(conversationId: string): void {
    this.store.dispatch({ type: "close", conversationId });
    this.following.look();
  }

  columns(columns: number): void {
    this.store.dispatch({ type: "columns", columns });
    this.following.look();
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
    this.signals.key(conversationId, holds(this.state, conversationId));
  }

  draftNote(conversationId: string, text: string): void {
    this.store.dispatch({ type: "note_draft", conversationId, text });
    this.signals.key(conversationId, false);
  }

  send(ticket: Ticket, text: string): void {
    const { conversation_id, epoch } = ticket;
    this.signals.stop(conversation_id);
    this.store.dispatch({ type: "draft", conversationId: conversation_id, text: "" });
    this.say({ type: "send", client_id: newId(), conversation_id, epoch, text });
  }

  note(conversationId: string, text: string): void {
    this.signals.stop(conversationId);
    this.store.dispatch({ type: "note_draft", conversationId, text: "" });
    this.say({ type: "note", client_id: newId(), conversation_id: conversationId, text });
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

  claim(ticket?: Ticket): void {
    this.run({ type: "claim", ...(ticket ? { ticket_id: ticket.id } : {}) });
  }

  accept(ticket: Ticket): void {
    this.run({ type: "accept", ticket_id: ticket.id });
  }

  decline(ticket: Ticket): void {
    this.run({ type: "decline", ticket_id: ticket.id });
  }

  /** Back to the assistant, or to the ticket's place in the queue. */
  finish(type: "return" | "release", ticket: Ticket): void {
    this.signals.stop(ticket.conversation_id);
    this.run({ type, ticket_id: ticket.id, epoch: ticket.epoch });
  }

  resolve(ticket: Ticket, resolution: Resolution = {}): void {
    this.signals.stop(ticket.conversation_id);
    this.run({ type: "resolve", ticket_id: ticket.id, epoch: ticket.epoch, ...resolution });
  }

  transfer(ticket: Ticket, to: Transfer, note: string): void {
    this.signals.stop(ticket.conversation_id);
    this.run({ type: "transfer", ticket_id: ticket.id, epoch: ticket.epoch, ...to, ...(note ? { note } : {}) });
  }

  /** By a supervisor: a ticket that waits or is held by somebody else. */
  assign(ticket: Pick<Ticket, "id">, agentId: string): void {
    this.run({ type: "assign", ticket_id: ticket.id, agent_id: agentId });
  }

  reopen(ticket: Ticket): void {
    this.run({ type: "reopen", ticket_id: ticket.id });
  }

  setPriority(ticket: Ticket, priority: Ticket["priority"]): void {
    this.run({ type: "priority", ticket_id: ticket.id, priority });
  }

  setLabels(ticket: Ticket, labels: string[]): void {
    this.run({ type: "labels", ticket_id: ticket.id, labels });
  }

  setStatus(status: Agent["status"]): void {
    if (this.connection.send({ type: "status", status })) this.store.dispatch({ type: "status", status });
    else this.toast("no_connection");
  }

  dismiss(id: string): void {
    this.store.dispatch({ type: "toast_over", id });
  }

  get current(): Ticket | undefined {
    return ticketOf(this.state, this.state.selected);
  }

  /** A command is for now: without a connection it is not kept for later, but said to have failed. */
  private run(command: Unnumbered<Command>): void {
    const numbered = { ...command, client_id: newId() } as Command;
    if (!this.connection.send(numbered)) return this.toast("no_connection");
    this.store.dispatch({ type: "run", command: numbered });
  }

  private say(frame: Said): void {
    this.store.dispatch({ type: "say", unsent: { frame, text: frame.text } });
    this.patience.say(frame);
  }

  private async ticket(): Promise<string> {
    try {
      return (await post<{ ticket: string }>("/desk/socket-ticket")).ticket;
    } catch (error) {
      if (error instanceof ApiError && error.retryAfter !== undefined) throw new Later(error.retryAfter * 1000);
      if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 403)) throw error;
      if (error.status === 401) this.signedOut();
      throw new Denied(error.message);
    }
  }

  private hear(frame: ServerFrame): void {
    if (this.patience.takes(frame)) return;
    if (frame.type === "ack" || (frame.type === "refused" && frame.client_id)) this.outbox.settle(frame.client_id!);
    const before = this.state;
    this.store.dispatch({ type: "frame", frame });
    if (frame.type === "welcome") queueMicrotask(() => this.following.resume());
    if (frame.type === "typing") this.signals.customerTypes(frame.conversation_id);
    if (frame.type === "message" || frame.type === "messages") this.following.fillGap(frame.conversation_id);
    if (frame.type === "mine") this.following.openMine();
    if (this.state.turned !== before.turned) this.turned();
    const news = newsOf(before, this.state, frame);
    if (news) this.onNews(news);
  }

  /** Somebody turned to a chat: it is followed, seen, and others see who looks. */
  private turned(): void {
    const id = this.state.selected;
    if (id) {
      this.following.open(id);
      this.seen(id);
    }
    this.following.look();
  }

  private toast(code: string): void {
    this.store.dispatch({ type: "toast", toast: { id: code, code } });
  }
}
