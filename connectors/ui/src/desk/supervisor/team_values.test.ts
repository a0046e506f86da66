import { describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import { changes } from "./difference";
import type { TeamSettings } from "./shapes";
import { faultsOf, fieldsOf, valuesOf, type TeamValues } from "./team_values";

const teams = golden.admin_teams.response.teams as unknown as TeamSettings[];
const orders = teams.find((team) => team.queue === "orders")!;
const changed = (part: Partial<TeamValues>): TeamValues => ({ ...valuesOf(orders), ...part });

describe("a team's settings in their form", () => {
  it.each(teams)("of $queue are sent as they were kept", (team) => {
    const { queue: _queue, open: _open, opens_at: _opens, ...kept } = team;
    expect(fieldsOf(valuesOf(team))).toEqual(kept);
    expect(faultsOf(valuesOf(team))).toEqual([]);
  });
  it("are sent only where they changed", () => {
    expect(changes(fieldsOf(valuesOf(orders)), fieldsOf(changed({ promiseMinutes: "5" })))).toEqual({ promise_s: 300 });
  });
  it("around the clock name no day, and the week is there when that is taken back", () => {
    expect(fieldsOf(changed({ always: true })).hours).toEqual({});
    const always = valuesOf({ ...orders, hours: {} });
    expect([always.always, always.week.mon]).toEqual([true, [["09:00", "12:00"], ["13:00", "18:00"]]]);
  });
  it("show seconds as minutes and leave out what everybody promises", () => {
    expect(valuesOf(orders).sla).toMatchObject({ urgent: { first: "1", next: "" }, low: { full: "" } });
  });
  it("say of a day off once what was named twice", () => {
    expect(fieldsOf(changed({ closedDays: ["2026-05-05", "2026-03-03", "2026-05-05"] })).closed_days).toEqual(["2026-03-03", "2026-05-05"]);
  });
});

describe("what is wrong is said at its place", () => {
  const week = valuesOf(orders).week;
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  it.each([
    [{ week: { ...week, tue: [["09:00", "13:00"], ["12:00", "18:00"]] } }, "hours.tue", "fault.hours_overlap"],
    [{ week: { ...week, sat: [["", "13:00"]] } }, "hours.sat", "fault.hours_time"],
    [{ week: closed }, "hours", "fault.hours_closed"],
    [{ openDays: [{ date: "2026-03-07", spans: [["10:00", ""]] }] }, "open_days.2026-03-07", "fault.hours_time"],
    [{ offerSeconds: "soon" }, "offer_s", "fault.offer_s"],
    [{ promiseMinutes: "" }, "promise_s", "fault.promise_s"],
    [{ sla: { ...valuesOf(orders).sla, high: { first: "0", next: "", full: "" } } }, "sla.high.first", "fault.sla"],
  ] as [Partial<TeamValues>, string, string][])("%j", (part, field, key) => {
    expect(faultsOf(changed(part))).toEqual([{ key, field }]);
  });
  it("a closed week is right around the clock", () => expect(faultsOf(changed({ always: true, week: closed }))).toEqual([]));
});
