import type { Counts, Ticket } from "../shared/frames/desk";
import { isBreached } from "./clocks";

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
export function queueLines(counts: Counts | undefined, skills: readonly string[]): QueueLine[] {
  const lines = QUEUES.flatMap((queue): QueueLine[] => {
    const found = counts?.queues[queue];
    const waiting = found?.waiting ?? 0;
    if (waiting === 0 && !skills.includes(queue)) return [];
    const due = found?.oldest_due ? Date.parse(found.oldest_due) : undefined;
    return [{ queue, waiting, breached: found?.breached ?? 0, oldestDue: due }];
  });
  return lines.sort((one, other) => (one.oldestDue ?? Infinity) - (other.oldestDue ?? Infinity) || other.waiting - one.waiting);
}

export function filtered(waiting: readonly Ticket[], filter: Filter, now: number): readonly Ticket[] {
  if (filter === "all") return waiting;
  if (filter === "breached") return waiting.filter((ticket) => isBreached(ticket, now));
  return waiting.filter((ticket) => ticket.queue === filter);
}
