import type { Counts, Ticket } from "../shared/frames/desk";
import { isBreached, mostUrgent } from "./clocks";

export type Queue = Ticket["queue"];
export const QUEUES: readonly Queue[] = ["orders", "billing", "technical", "onboarding", "complaints", "general"];

/** What of those who wait a list shows: one queue, what is overdue, or all. */
export type Filter = Queue | "breached" | "all";

export interface QueueLine {
  queue: Queue;
  waiting: number;
  breached: number;
  /** ms since 1970. */
  oldestDue?: number;
}

/** The queues that somebody waits in, and those that this agent works in, by who is due first. */
export function queueLines(counts: Counts | undefined, skills: readonly string[], waiting: readonly Ticket[], now: number): QueueLine[] {
  const lines = QUEUES.flatMap((queue): QueueLine[] => {
    const line = lineOf(queue, counts, waiting, now);
    return line.waiting > 0 || skills.includes(queue) ? [line] : [];
  });
  return lines.sort((one, other) => (one.oldestDue ?? Infinity) - (other.oldestDue ?? Infinity) || other.waiting - one.waiting);
}

/** Where everybody who waits is on this agent's list, the clocks of the list are the newer word. */
function lineOf(queue: Queue, counts: Counts | undefined, waiting: readonly Ticket[], now: number): QueueLine {
  const found = counts?.queues[queue];
  const listed = waiting.filter((ticket) => ticket.queue === queue);
  if (found && listed.length !== found.waiting) {
    const oldestDue = found.oldest_due ? Date.parse(found.oldest_due) : undefined;
    return { queue, waiting: found.waiting, breached: found.breached, oldestDue };
  }
  const left = listed.flatMap((ticket) => mostUrgent(ticket, now)?.seconds ?? []);
  const oldestDue = left.length > 0 ? now + Math.min(...left) * 1000 : undefined;
  return { queue, waiting: listed.length, breached: listed.filter((ticket) => isBreached(ticket, now)).length, oldestDue };
}

export function filtered(waiting: readonly Ticket[], filter: Filter, now: number): readonly Ticket[] {
  if (filter === "all") return waiting;
  if (filter === "breached") return waiting.filter((ticket) => isBreached(ticket, now));
  return waiting.filter((ticket) => ticket.queue === filter);
}
