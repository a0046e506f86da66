import { expect, it } from "vitest";
import type { Counts, Ticket } from "../shared/frames/desk";
import { filtered, queueLines } from "./queues";
import { pageOf } from "./route";

const counts: Counts = {
  queues: {
    orders: { waiting: 2, breached: 0, oldest_due: "2026-03-02T09:10:00+00:00" },
    complaints: { waiting: 1, breached: 1, oldest_due: "2026-03-02T09:00:00+00:00" },
    billing: { waiting: 0, breached: 0 },
    general: { waiting: 0, breached: 0 },
  },
  agents: { online: 1, busy: 0, away: 0 },
};

const now = Date.parse("2026-03-02T09:05:00+00:00");

it("queues come by who is due first; an empty one is shown to those who work in it", () => {
  expect(queueLines(counts, ["billing"], [], now).map((line) => line.queue)).toEqual(["complaints", "orders", "billing"]);
  expect(queueLines(undefined, [], [], now)).toEqual([]);
});

it("a queue that is all on the list is told by the clocks of the list: what was answered late is not overdue any more", () => {
  const answered = { first: { state: "breached", due: "2026-03-02T09:00:00+00:00", met_at: "2026-03-02T09:01:00+00:00" }, next: { state: "running", due: "2026-03-02T09:07:00+00:00" } };
  const listed = [{ id: "c", queue: "complaints", clocks: answered }] as Ticket[];
  const [first] = queueLines(counts, [], listed, now);
  expect(first).toEqual({ queue: "complaints", waiting: 1, breached: 0, oldestDue: Date.parse("2026-03-02T09:07:00+00:00") });
});

it("those who wait are shown by queue, or where something is overdue", () => {
  const due = (at: string) => ({ clocks: { first: { state: "running" as const, due: at } } });
  const waiting = [
    { id: "late", queue: "complaints", ...due("2026-03-02T09:00:00+00:00") },
    { id: "fine", queue: "orders", ...due("2026-03-02T09:10:00+00:00") },
  ] as Ticket[];
  const ids = (filter: Parameters<typeof filtered>[1]) => filtered(waiting, filter, now).map((ticket) => ticket.id);
  expect([ids("all"), ids("breached"), ids("orders"), ids("general")]).toEqual([["late", "fine"], ["late"], ["fine"], []]);
});

it.each([
  ["", "desk"],
  ["#/", "desk"],
  ["#/search?q=x", "search"],
  ["#/settings/hours", "settings"],
  ["#/nowhere", "desk"],
])("%s leads to %s", (hash, page) => expect(pageOf(hash)).toBe(page));
