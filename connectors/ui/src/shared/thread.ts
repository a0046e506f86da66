import type { Message } from "./frames/message";

/** The messages of one conversation in the order of `seq`; everything up to `lastSeq` is known to be here. */
export interface Thread {
  readonly messages: readonly Message[];
  readonly lastSeq: number;
}

export const emptyThread: Thread = { messages: [], lastSeq: 0 };

/** `message` in its place; a message that is already here is replaced (a button was used). */
export function withMessage(thread: Thread, message: Message): Thread {
  const others = thread.messages.filter((known) => known.id !== message.id);
  const at = others.findLastIndex((known) => known.seq < message.seq) + 1;
  const messages = others.toSpliced(at, 0, message);
  return { messages, lastSeq: reached(messages, thread.lastSeq) };
}

/** The answer to a fetch: `lastSeq` is the conversation's own, so numbers that nobody may see leave no gap. */
export function withMessages(thread: Thread, messages: readonly Message[], lastSeq: number): Thread {
  const merged = messages.reduce(withMessage, thread);
  return { messages: merged.messages, lastSeq: reached(merged.messages, Math.max(merged.lastSeq, lastSeq)) };
}

/** True when a message is here whose predecessors are not: they must be fetched after `lastSeq`. */
export function hasGap(thread: Thread): boolean {
  return (thread.messages.at(-1)?.seq ?? 0) > thread.lastSeq;
}

/** Messages of the shop's side that follow each other within so many ms are one answer. */
const ONE_ANSWER = 3_000;

/** The first message of the newest answer; none when the customer spoke last. */
export function answerStart(messages: readonly Message[]): Message | undefined {
  const theirs = messages.slice(messages.findLastIndex((message) => message.sender === "customer") + 1);
  const apart = (at: number) => Date.parse(theirs[at]!.created_at) - Date.parse(theirs[at - 1]!.created_at) > ONE_ANSWER;
  return theirs.findLast((_, at) => at === 0 || apart(at));
}

function reached(messages: readonly Message[], from: number): number {
  let last = from;
  for (const { seq } of messages) if (seq === last + 1) last = seq;
  return last;
}
