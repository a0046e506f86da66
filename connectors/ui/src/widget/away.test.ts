import { expect, it } from "vitest";
import type { ServerFrame, ServerFrameOf } from "../shared/frames/widget";
import { dice, Story, type Word } from "../shared/play.fixture";
import { hasGap } from "../shared/thread";
import { initialState, reduce, unread, type Pending, type WidgetState } from "./state";

const STORIES = 300;
const hear = (state: WidgetState, frame: ServerFrame): WidgetState => reduce(state, { type: "frame", frame });
const seqs = (state: WidgetState) => state.thread.messages.map((message) => message.seq);

function welcome(story: Story, lastSeq: number): ServerFrameOf<"welcome"> {
  return { type: "welcome", conversation_id: "c", customer: { verified: false }, pass: "p", state: story.state, ...story.after(lastSeq) };
}

/** A page that heard some of the story, in some order, lost its line, and came back. */
function lived(story: Story, roll: (sides: number) => number): WidgetState {
  let state = hear(initialState("ko", true), welcome(story, 0));
  for (let visit = 0; visit < 4; visit++) {
    state = told(state, story, roll);
    state = reduce(state, { type: "phase", phase: "waiting" });
    for (let missed = roll(14); missed > 0; missed--) story.step();
    state = hear(state, welcome(story, state.thread.lastSeq));
    state = answered(reduce(state, { type: "phase", phase: "ready" }), story);
  }
  return state;
}

/** What has no acknowledgement is said again, and answered from the record. */
function answered(state: WidgetState, story: Story): WidgetState {
  const said = state.pending.flatMap((one) => story.messages.find((message) => message.client_id === one.frame.client_id) ?? []);
  return said.reduce((now, { id, seq, created_at, client_id }) => hear(now, { type: "ack", client_id: client_id!, message_id: id, seq, created_at }), state);
}

/** Some words are said twice, late, or not at all; a gap is fetched, sometimes before the last word of it has come. */
function told(before: WidgetState, story: Story, roll: (sides: number) => number): WidgetState {
  const words: Word[] = [];
  let state = before;
  for (let steps = roll(12); steps > 0; steps--) {
    words.push(story.step());
    const version = state.conversation!.version;
    const word = words[roll(3) ? words.length - 1 : roll(words.length)]!;
    if (roll(6)) state = hear(word.type === "message" ? saidHere(state, word, roll) : state, word);
    expect(seqs(state)).toEqual([...Array(state.thread.messages.length).keys()].map((at) => seqs(state)[0]! + at));
    expect(state.conversation!.version).toBeGreaterThanOrEqual(version);
    if (hasGap(state.thread) && roll(2)) state = hear(state, { type: "messages", ...story.after(state.thread.lastSeq) });
  }
  return state;
}

/** Some of the customer's messages were said on this page. */
function saidHere(state: WidgetState, { message }: Extract<Word, { type: "message" }>, roll: (sides: number) => number): WidgetState {
  const known = state.thread.messages.some((one) => one.id === message.id) || state.pending.some((one) => one.frame.client_id === message.client_id);
  if (!message.client_id || known || roll(2)) return state;
  const pending: Pending = { frame: { type: "send", client_id: message.client_id, text: message.text! }, text: message.text, createdAt: 0 };
  const said = reduce(state, { type: "say", pending });
  const { id: message_id, seq, created_at, client_id } = message;
  return roll(2) ? said : hear(said, { type: "ack", client_id, message_id, seq, created_at });
}

/** A page that was here longer may show more of what is old; of the rest there is one truth. */
function shown(state: WidgetState, from: number) {
  const { thread, conversation, customer, pending, typing } = state;
  const messages = thread.messages.filter((message) => message.seq >= from);
  return { messages, lastSeq: thread.lastSeq, early: thread.early, conversation, customer, pending, typing, unread: unread({ ...state, thread: { ...thread, messages } }) };
}

it("a page that was away shows what a fresh one does, whatever it heard before", () => {
  for (let seed = 1; seed <= STORIES; seed++) {
    const roll = dice(seed);
    const story = new Story(roll);
    const state = lived(story, roll);
    const fresh = hear(initialState("ko", true), welcome(story, 0));
    const from = fresh.thread.messages[0]?.seq ?? 0;
    expect([seed, shown(state, from)]).toEqual([seed, shown(fresh, from)]);
  }
});
