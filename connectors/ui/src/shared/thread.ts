import type { Button, Message } from "./frames/message";

/** The messages of one conversation in the order of `seq`; everything up to `lastSeq` is known to be here. */
export interface Thread {
  readonly messages: readonly Message[];
  readonly lastSeq: number;
  /** What came before its predecessors: not shown until they are here, and they must be fetched after `lastSeq`. */
  readonly early: readonly Message[];
}

export const emptyThread: Thread = { messages: [], lastSeq: 0, early: [] };

/** `message` in its place; one that is already here is replaced. What is older than all that is here stays away. */
export function withMessage(thread: Thread, message: Message): Thread {
  const { messages, lastSeq, early } = thread;
  if (message.seq > lastSeq) return drained({ messages, lastSeq, early: placed(early, message) });
  return message.seq < (messages[0]?.seq ?? 0) ? thread : { ...thread, messages: placed(messages, message) };
}

/**
 * The answer to a fetch: `lastSeq` is the conversation's own, so numbers that nobody may see leave no gap. `reset`: what
 * was here up to then is put away, because more is missing than the answer holds.
 */
export function withMessages(thread: Thread, messages: readonly Message[], lastSeq: number, reset = false): Thread {
  const kept = reset ? { messages: [], lastSeq, early: after([...thread.messages, ...thread.early], lastSeq) } : thread;
  const reached = Math.max(kept.lastSeq, lastSeq);
  const here = kept.early.filter((message) => message.seq <= reached);
  return drained({ messages: [...here, ...messages].reduce(placed, kept.messages), lastSeq: reached, early: after(kept.early, reached) });
}

/** True when a message is here whose predecessors are not: they must be fetched after `lastSeq`. */
export const hasGap = (thread: Thread): boolean => thread.early.length > 0;

/** A used button that its customer pressed; others of its message are used up with it. */
export function isChosen(button: Button, messages: readonly Message[]): boolean {
  const presses = messages.filter((message) => usedBy(message).includes(button.id));
  return button.used && (presses.length === 0 || presses.some((press) => press.params?.["button_id"] === button.id));
}

/** Messages of the shop's side that follow each other within so many ms are one answer. */
const ONE_ANSWER = 3_000;

/** The first message of the newest answer; none when the customer spoke last. */
export function answerStart(messages: readonly Message[]): Message | undefined {
  const theirs = messages.slice(messages.findLastIndex((message) => message.sender === "customer") + 1);
  const apart = (at: number) => Date.parse(theirs[at]!.created_at) - Date.parse(theirs[at - 1]!.created_at) > ONE_ANSWER;
  return theirs.findLast((_, at) => at === 0 || apart(at));
}

const after = (messages: readonly Message[], seq: number): Message[] => messages.filter((message) => message.seq > seq);

/** What is early no more takes its place. */
function drained({ messages, lastSeq, early }: Thread): Thread {
  const [next, ...others] = early;
  if (next?.seq !== lastSeq + 1) return { messages, lastSeq, early };
  return drained({ messages: placed(messages, next), lastSeq: next.seq, early: others });
}

/** A button that was used once stays so, however old the word is that comes of its message. */
function placed(messages: readonly Message[], message: Message): readonly Message[] {
  const known = messages.find((one) => one.id === message.id);
  const others = messages.filter((one) => one !== known);
  const used = new Set(known?.buttons?.flatMap((button) => (button.used ? [button.id] : [])));
  const at = others.findLastIndex((one) => one.seq < message.seq) + 1;
  return withUsed(others.toSpliced(at, 0, marked(message, used)), usedBy(message));
}

/** The buttons that a press used up. */
function usedBy({ kind, params }: Message): readonly unknown[] {
  const used = params?.["used"];
  return kind === "press" && Array.isArray(used) ? used : [];
}

function withUsed(messages: readonly Message[], ids: readonly unknown[]): readonly Message[] {
  if (ids.length === 0) return messages;
  const used = new Set(ids);
  return messages.map((message) => marked(message, used));
}

function marked(message: Message, used: ReadonlySet<unknown>): Message {
  if (!message.buttons?.some((button) => used.has(button.id) && !button.used)) return message;
  return { ...message, buttons: message.buttons.map((button) => (used.has(button.id) ? { ...button, used: true } : button)) };
}
