import { duration } from "../shared/format";
import type { SlaClock, Ticket } from "../shared/frames/desk";
import type { Locale } from "../shared/words";

export type ClockName = "first" | "next" | "full";
export type ClockState = SlaClock["state"];

/** One promise as it stands now. `seconds` are left until it is due, negative once it is over; none while it rests. */
export interface Reading {
  name: ClockName;
  state: ClockState;
  seconds?: number;
}

const order: readonly ClockName[] = ["first", "next", "full"];

/** A clock that ran out since the gateway last spoke is breached here too. */
export function readClock(name: ClockName, clock: SlaClock, now: number): Reading {
  const seconds = (Date.parse(clock.due) - now) / 1000;
  if (clock.state === "met" || clock.state === "paused") return { name, state: clock.state };
  if (clock.met_at) return { name, state: clock.state };
  return { name, state: seconds < 0 ? "breached" : clock.state, seconds };
}

/** All clocks of a ticket in the order in which they matter to the customer. */
export function readClocks(ticket: Pick<Ticket, "clocks">, now: number): Reading[] {
  return order.flatMap((name) => {
    const clock = ticket.clocks?.[name];
    return clock ? [readClock(name, clock, now)] : [];
  });
}

const counts = (reading: Reading): boolean => reading.seconds !== undefined;

/** The clock that a list shows: the one that is due first of those that run; none when nothing is owed just now. */
export function mostUrgent(ticket: Pick<Ticket, "clocks">, now: number): Reading | undefined {
  const running = readClocks(ticket, now).filter(counts);
  return running.sort((one, other) => one.seconds! - other.seconds!)[0];
}

/** For lists: what is due first, else that the customer is waited for. */
export function standing(ticket: Pick<Ticket, "clocks">, now: number): Reading | undefined {
  return mostUrgent(ticket, now) ?? readClocks(ticket, now).find((reading) => reading.state === "paused");
}

/** Is something overdue here that somebody can still do? */
export const isBreached = (ticket: Pick<Ticket, "clocks">, now: number): boolean => mostUrgent(ticket, now)?.state === "breached";

export const TONES = { running: "", paused: "", met: "good", warning: "warn", breached: "bad" } as const satisfies Record<ClockState, string>;

/** From ten hours on, in seconds, nobody counts minutes. */
const COARSE = 36_000;

/** A length of time as a clock that is watched: `7:05`, from an hour on in words, and coarsely. The sign is left out. */
export function countdown(seconds: number, locale: Locale): string {
  const whole = Math.floor(Math.abs(seconds));
  if (whole >= 3600) return duration(whole - (whole % (whole >= COARSE ? 3600 : 60)), locale);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
