import type { ClientFrame, PageContext, ServerFrame } from "../shared/frames/widget";
import { Outbox, sessionShelf, stored } from "../shared/outbox";
import { Patience } from "../shared/patience";
import { Connection, wakeWithBrowser, type Phase } from "../shared/socket";
import { underWay } from "../shared/files/underway";
import { createStore } from "../shared/store";
import { Gaps } from "../shared/gaps";
import { hasGap } from "../shared/thread";
import { newId, TypingSignal } from "../shared/typing";
import type { Locale } from "../shared/words";
import { draft } from "./draft";
import type { Around } from "./host";
import type { Pass } from "./session";
import { initialState, reduce, type Pending } from "./state";

type Kept = Pending["frame"];

/** What a customer answers about a contact that is over. */
export interface Rated {
  score: number;
  solved?: boolean;
  /** How easy it was to get it handled, 1..7; 7 is easy. */
  effort?: number;
  comment: string;
}

/** Remembers, for this tab, the question for a rating that was waved away: every page of the shop opens a chat anew. */
const DISMISSED = "firsthand.rating";

/** Typing that nobody ended is over after this long, in ms: whoever types says it again every 3 s. */
const TYPING_ENDS = 6_000;

/** How long, in ms, a new welcome may take. */
const FRESH_WITHIN = 10_000;

/** The customer's side of one conversation: what happens on the screen goes through here to the gateway. */
export class Chat {
  readonly store;
  /** Files that are on their way; what sends them is fetched with the first. */
  readonly uploads = underWay();
  private readonly connection: Connection<ServerFrame, ClientFrame, Kept>;
  private readonly outbox = new Outbox<Kept>(sessionShelf(`firsthand.outbox${location.pathname === "/resume" ? ".resume" : ""}`), (frame) => frame.type !== "submit");
  private readonly patience = new Patience<Kept>(
    this.outbox,
    (frame) => this.connection.deliver(frame),
    (until) => this.store.dispatch({ type: "held", until }),
  );
  private readonly signal = new TypingSignal((on) => this.tellTyping(on));
  private typingTimer = 0;
  /** The page around has had its moment to say who is there: whom it names later is looked after at once. */
  private behind = false;
  /** Chosen without a line: told when there is one. */
  private untold: Locale | undefined;
  private context: PageContext | undefined;
  private readonly gaps = new Gaps(
    () => hasGap(this.state.thread),
    () => this.connection.send({ type: "fetch", after_seq: this.state.thread.lastSeq }),
  );

  constructor(
    private readonly session: Pass,
    private readonly host: Around,
    locale: Locale,
  ) {
    const resumed = this.outbox.waiting().map((frame) => ({ frame, text: textOf(frame), createdAt: Date.now() }));
    const ratingDismissed = stored(() => sessionStorage.getItem(DISMISSED)) ?? undefined;
    this.store = createStore(reduce, { ...initialState(locale, !host.embedded, resumed), ratingDismissed });
    this.connection = new Connection<ServerFrame, ClientFrame, Kept>({
      url: `${location.origin.replace(/^http/, "ws")}/widget/socket`,
      ticket: () => session.ticket(this.state.locale),
      hello: (ticket) => this.hello(ticket),
      probe: () => ({ type: "fetch", after_seq: this.state.thread.lastSeq }),
      onFrame: (frame) => this.hear(frame),
      onPhase: (phase, retryAt) => this.move(phase, retryAt),
      outbox: this.outbox,
    });
    wakeWithBrowser(this.connection);
  }

  /** The origin that ways like `/account/orders` in the assistant's words lead on from. */
  get shop(): string | undefined {
    return this.host.shop;
  }

  private hello(ticket: string): ClientFrame {
    const { conversationId, thread, locale } = this.state;
    const whose = conversationId ? { conversation_id: conversationId } : {};
    return { type: "hello", ticket, last_seq: thread.lastSeq, locale, ...whose };
  }

  private get state() {
    return this.store.get();
  }

  setOpen(open: boolean): void {
    if (open) this.connection.start();
    else this.signal.stop();
    this.store.dispatch({ type: "open", open });
  }

  /** A browser that has talked before hears of answers while the panel is closed, and a customer of what they should know. */
  resumeIfKnown(): void {
    this.behind = true;
    if (this.session.known || this.session.vouched) this.connection.start();
  }

  /** A pass from a new welcome, after the one before was refused; none where no welcome comes within 10 s. */
  async freshPass(): Promise<string | undefined> {
    const { pass: over } = this.state;
    this.connection.renew();
    return new Promise((resolve) => {
      const settle = () => (clearTimeout(timer), ignore(), resolve(this.state.pass));
      const timer = setTimeout(settle, FRESH_WITHIN);
      const ignore = this.store.subscribe(() => void (this.state.pass !== over && settle()));
    });
  }

  connectNow(): void {
    this.connection.wake();
  }

  send(text: string): void {
    this.signal.stop();
    this.say({ type: "send", client_id: newId(), text }, text);
  }

  press(messageId: string, buttonId: string, title: string): void {
    this.say({ type: "press", client_id: newId(), message_id: messageId, button_id: buttonId }, title);
  }

  submit(messageId: string, values: Record<string, string>): void {
    this.say({ type: "submit", client_id: newId(), message_id: messageId, values });
  }

  rate(contactId: string, { score, solved, effort, comment }: Rated): void {
    const answered = { ...(solved === undefined ? {} : { solved }), ...(effort === undefined ? {} : { effort }) };
    this.say({ type: "rate", client_id: newId(), contact_id: contactId, score, ...answered, ...(comment ? { comment } : {}) });
  }

  /** The question was seen; false when the gateway could not be told. */
  ratingShown(contactId: string): boolean {
    return this.connection.send({ type: "rating_shown", contact_id: contactId });
  }

  dismissRating(contactId: string): void {
    stored(() => sessionStorage.setItem(DISMISSED, contactId));
    this.store.dispatch({ type: "rating_dismissed", contactId });
  }

  /** What was said before the customer asked: more of it, a person, or not now. `title` is what the customer says by it. */
  answerOutreach(outreachId: string, answer: "take" | "person" | "dismiss", title?: string): void {
    this.say({ type: "outreach", client_id: newId(), outreach_id: outreachId, answer }, title);
  }

  outreachShown(outreachId: string): boolean {
    return this.connection.send({ type: "outreach_shown", outreach_id: outreachId });
  }

  private drafting(on: boolean): void {
    if (on !== this.state.drafting) this.store.dispatch({ type: "drafting", on });
  }

  retry(pending: Pending): void {
    this.discard(pending.frame.client_id);
    const id = pending.refusal?.code === "conflict" ? newId() : pending.frame.client_id;
    this.say({ ...pending.frame, client_id: id }, pending.text);
  }

  discard(clientId: string): void {
    this.outbox.settle(clientId);
    this.store.dispatch({ type: "discard", clientId });
  }

  /** Something was written; nothing stands there any more once all of it was taken back. */
  typed(text: string): void {
    this.drafting(text.trim() !== "");
    if (text === "") this.signal.stop();
    else if (this.state.conversation?.owner === "agent") this.signal.key();
  }

  markRead(seq: number): void {
    const read = this.state.conversation?.read_seq ?? 0;
    if (seq <= read || !this.connection.send({ type: "read", seq })) return;
    this.store.dispatch({ type: "read", seq });
  }

  setLocale(locale: Locale): void {
    this.store.dispatch({ type: "locale", locale });
    this.untold = this.connection.send({ type: "locale", locale }) ? undefined : locale;
  }

  private move(phase: Phase, retryAt: number | undefined): void {
    this.store.dispatch({ type: "phase", phase, retryAt });
    if (phase === "ready" && this.untold) this.setLocale(this.untold);
    if (phase === "ready" && this.context) this.setContext(this.context);
  }

  /** Where the customer is in the shop: told again on every new line. */
  setContext(context: PageContext): void {
    this.context = context;
    this.connection.send({ type: "context", context });
  }

  identify(jwt: string): void {
    this.session.identify(jwt);
    if (this.state.phase !== "idle") this.connection.renew();
    else if (this.behind) this.connection.start();
  }

  /** `everywhere`: not only in this tab. */
  logout(everywhere = true): void {
    this.connection.stop();
    this.session.forget(everywhere);
    this.outbox.clear();
    draft.save("");
    this.context = undefined;
    this.store.dispatch({ type: "forget" });
    if (this.state.open) this.connection.start();
    if (!everywhere) this.host.tell({ type: "forgotten" });
  }

  private say(frame: Kept, text?: string): void {
    this.store.dispatch({ type: "say", pending: { frame, text, createdAt: Date.now() } });
    this.patience.say(frame);
  }

  private hear(frame: ServerFrame): void {
    if (this.patience.takes(frame)) return;
    const before = this.state;
    if (frame.type === "ack" || (frame.type === "refused" && frame.client_id)) this.outbox.settle(frame.client_id!);
    if (frame.type === "message" && frame.message.client_id) this.outbox.settle(frame.message.client_id);
    this.store.dispatch({ type: "frame", frame });
    if (frame.type === "typing") this.endTypingLater();
    this.gaps.mend(this.state.conversationId ?? "");
    this.tellHost(frame, before.conversation?.owner);
  }

  private endTypingLater(): void {
    clearTimeout(this.typingTimer);
    this.typingTimer = window.setTimeout(() => this.store.dispatch({ type: "typing_over" }), TYPING_ENDS);
  }

  private tellTyping(on: boolean): void {
    this.connection.send({ type: "typing", on });
  }

  private tellHost(frame: ServerFrame, ownerBefore: string | undefined): void {
    if (frame.type === "message" && frame.message.sender !== "customer")
      this.host.tell({ type: "event", name: "message", data: { sender: frame.message.sender, kind: frame.message.kind } });
    const owner = this.state.conversation?.owner;
    if (frame.type !== "state" || owner === ownerBefore) return;
    if (owner === "queue") this.host.tell({ type: "event", name: "handoff" });
    if (owner === "closed") this.host.tell({ type: "event", name: "resolved" });
  }
}

const textOf = (frame: Kept): string | undefined => (frame.type === "send" ? frame.text : undefined);
