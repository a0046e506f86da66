import { expect, it } from "vitest";
import golden from "../../../../tests/contracts/desk_frames.json";
import type { Agent, Note, Onlooker, ServerFrame, ServerFrameOf, Ticket } from "../shared/frames/desk";
import { dice, Story } from "../shared/play.fixture";
import { hasGap } from "../shared/thread";
import { lookedInto } from "./conversations";
import { initialState, nothingKept, reduce, type DeskState } from "./state";

const STORIES = 200;
const CHATS = ["one", "two", "three", "four"];

type Roll = (sides: number) => number;
const { agent, counts } = golden.server.welcome as unknown as ServerFrameOf<"welcome">;
const [pattern] = golden.server.mine.tickets as unknown as Ticket[];
const hear = (state: DeskState, frame: ServerFrame): DeskState => reduce(state, { type: "frame", frame });

/** What the gateway knows: chats that change hands, what is said in them, and who looks. */
class Floor {
  private readonly stories: ReadonlyMap<string, Story>;
  private readonly notes = new Map<string, Note[]>();
  private readonly hands = new Map(CHATS.map((id) => [id, "waiting" as "waiting" | "mine"]));
  private onlookers: Onlooker[] = [];
  private waiting = 0;

  constructor(private readonly roll: Roll) {
    this.stories = new Map(CHATS.map((id) => [id, new Story(roll)]));
  }

  ticket(id: string): Ticket {
    const state = this.hands.get(id) === "mine" ? "assigned" : "waiting";
    return { ...pattern!, id: `ticket ${id}`, conversation_id: id, state, epoch: this.story(id).state.version, last_text: `${this.story(id).lastSeq}` };
  }

  story(id: string): Story {
    return this.stories.get(id)!;
  }

  /** Something happens to a chat; what a desk is told that follows it. */
  step(id: string): ServerFrame[] {
    switch (this.roll(6)) {
      case 0:
        this.hands.set(id, this.roll(2) ? "mine" : "waiting");
        this.waiting += 1;
        return this.lists();
      case 1:
        this.notes.set(id, [...(this.notes.get(id) ?? []), { id: `note ${this.waiting++}`, agent: { id: "a", name: "도윤" }, text: "메모", after_seq: this.story(id).lastSeq, created_at: "2026-03-02T09:00:00+00:00" }]);
        return [{ type: "notes", conversation_id: id, notes: this.notes.get(id)! }];
      case 2:
        this.onlookers = this.roll(2) ? [{ id: "a", name: "도윤", writing: this.roll(2) === 1 }] : [];
        return [{ type: "presence", conversation_id: id, agents: this.onlookers }, { type: "typing", conversation_id: id, on: this.roll(2) === 1 }];
      default: {
        const word = this.story(id).step();
        return word.type === "message" ? [{ ...word, conversation_id: id }, ...this.lists()] : [];
      }
    }
  }

  welcome(): ServerFrame {
    return { type: "welcome", agent, ...this.held(), offers: [], counts: { ...counts, agents: { online: this.waiting, busy: 0, away: 0 } } };
  }

  open(id: string, after: number): ServerFrame[] {
    const conversation: ServerFrame = { type: "conversation", ticket: this.ticket(id), state: this.story(id).state, ...this.story(id).after(after) };
    return [conversation, { type: "notes", conversation_id: id, notes: this.notes.get(id) ?? [] }];
  }

  private held() {
    const tickets = CHATS.map((id) => this.ticket(id));
    return { mine: tickets.filter(({ state }) => state === "assigned"), waiting: tickets.filter(({ state }) => state === "waiting") };
  }

  private lists(): ServerFrame[] {
    const { mine, waiting } = this.held();
    return [{ type: "mine", tickets: mine }, { type: "waiting", tickets: waiting }, { type: "counts", ...counts, agents: { online: this.waiting, busy: 0, away: 0 } }];
  }
}

/** After the welcome the page opens again what it shows and what is its own, as it does in life. */
function welcomed(before: DeskState, floor: Floor): DeskState {
  const cursor = (state: DeskState, id: string) => state.conversations[id]?.thread.lastSeq ?? 0;
  let state = hear(before, floor.welcome());
  const wanted = new Set([...lookedInto(state), ...state.panes.shown, ...state.mine.map((ticket) => ticket.conversation_id)]);
  for (const id of wanted) state = floor.open(id, cursor(state, id)).reduce(hear, state);
  return reduce(state, { type: "phase", phase: "ready" });
}

function lived(floor: Floor, roll: Roll): DeskState {
  let state = welcomed(reduce(initialState(agent as Agent, nothingKept, []), { type: "columns", columns: 2 }), floor);
  for (let visit = 0; visit < 3; visit++) {
    for (let steps = roll(12); steps > 0; steps--) state = happens(state, floor, CHATS[roll(CHATS.length)]!, roll);
    state = reduce(state, { type: "phase", phase: "waiting" });
    for (let missed = roll(120); missed > 0; missed--) floor.step(CHATS[roll(CHATS.length)]!);
    state = welcomed(state, floor);
  }
  return state;
}

/** The agent turns to chats and writes; some frames are lost, and holes are fetched later. */
function happens(before: DeskState, floor: Floor, id: string, roll: Roll): DeskState {
  let state = before;
  if (!roll(4)) state = floor.open(id, state.conversations[id]?.thread.lastSeq ?? 0).reduce(hear, reduce(state, { type: "select", conversationId: id }));
  if (!roll(4)) state = reduce(state, { type: "draft", conversationId: id, text: `draft ${roll(9)}` });
  const followed = state.conversations[id]?.ticket !== undefined;
  for (const frame of floor.step(id)) if (roll(8) && (followed || !("conversation_id" in frame))) state = hear(state, frame);
  const thread = state.conversations[id]?.thread;
  if (thread && hasGap(thread) && roll(2)) state = hear(state, { type: "messages", conversation_id: id, ...floor.story(id).after(thread.lastSeq) });
  return state;
}

/** Of the chats that are on the screen or the agent's own: all that is shown of them from `since` on. */
function shown(state: DeskState, since: (id: string) => number) {
  const ids = [...new Set([...state.panes.shown, ...state.mine.map((ticket) => ticket.conversation_id)])].sort();
  const chats = ids.map((id) => {
    const seqs = state.conversations[id]!.thread.messages.map((message) => message.seq);
    expect(seqs).toEqual(seqs.map((_, at) => seqs[0]! + at));
    const { thread, notes, onlookers, customerTyping, ticket, state: told } = state.conversations[id]!;
    return { id, messages: thread.messages.filter((message) => message.seq >= since(id)), lastSeq: thread.lastSeq, early: thread.early, notes, onlookers, customerTyping, ticket, told };
  });
  const { mine, waiting, offers, counts, panes, selected, drafts } = state;
  return { mine, waiting, offers, counts, panes, selected, drafts, chats };
}

it("a desk that was away shows what a fresh one does, whatever it heard before", () => {
  for (let seed = 1; seed <= STORIES; seed++) {
    const roll = dice(seed);
    const floor = new Floor(roll);
    const state = lived(floor, roll);
    const kept = { ...nothingKept, drafts: { ...state.drafts }, panes: state.panes };
    const fresh = welcomed(initialState(agent as Agent, kept, []), floor);
    const since = (id: string) => fresh.conversations[id]?.thread.messages[0]?.seq ?? 0;
    expect([seed, shown(state, since)]).toEqual([seed, shown(fresh, since)]);
  }
});
