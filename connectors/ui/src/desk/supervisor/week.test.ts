import { describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import { dayFault, endsNextDay, hasLunchToTake, isAlways, officeWeek, openParts, readWeek, runsOf, WEEKDAYS, withLunch, withSpan, writeWeek, type Span } from "./week";

describe("a kept week and its grid", () => {
  const kept = golden.admin_teams.response.teams.map((team) => team.hours as unknown as Record<string, Span[]>);
  it.each(kept)("comes back as it was: %j", (hours) => expect(writeWeek(readWeek(hours))).toEqual(hours));
  it("names all seven days", () => expect(Object.keys(readWeek({ sat: [["10:00", "14:00"]] }))).toEqual([...WEEKDAYS]));
  it("keeps spans in their order and cuts seconds off", () => {
    expect(writeWeek(readWeek({ tue: [["13:00:00", "18:00:00"], ["09:00", "12:00"]] }))).toEqual({ tue: [["09:00", "12:00"], ["13:00", "18:00"]] });
  });
  it("is always open when no day is named", () => {
    expect(isAlways({})).toBe(true);
    expect(isAlways({ mon: [] })).toBe(false);
  });
  it("begins with office hours and a break", () => {
    expect(writeWeek(officeWeek())["wed"]).toEqual([["09:00", "12:00"], ["13:00", "18:00"]]);
    expect(officeWeek().sun).toEqual([]);
  });
});

describe("a day that cannot be kept", () => {
  it.each([
    [[["09:00", "12:00"], ["13:00", "18:00"]], undefined],
    [[["13:00", "18:00"], ["09:00", "13:00"]], undefined],
    [[["09:00", "13:00"], ["12:30", "18:00"]], "overlap"],
    [[["22:00", "02:00"], ["01:00", "03:00"]], undefined],
    [[["09:00", "09:00"], ["10:00", "11:00"]], "overlap"],
    [[["9:00", "18:00"]], "time"],
    [[["09:00", ""]], "time"],
    [[["24:00", "02:00"]], "time"],
    [[], undefined],
  ] as [Span[], string | undefined][])("%j: %s", (day, fault) => expect(dayFault(day)).toBe(fault));
});

describe("editing a day", () => {
  it("takes the lunch break out of the span around noon", () => {
    expect(withLunch([["09:00", "18:00"], ["20:00", "22:00"]])).toEqual([["09:00", "12:00"], ["13:00", "18:00"], ["20:00", "22:00"]]);
    expect(withLunch([["13:00", "18:00"]])).toEqual([["13:00", "18:00"]]);
  });
  it.each([
    [[["09:00", "18:00"]], true],
    [[["00:00", "00:00"]], true],
    [[["09:00", "12:00"], ["13:00", "18:00"]], false],
    [[["", "18:00"]], false],
  ] as [Span[], boolean][])("%j has a break to take: %s", (day, yes) => expect(hasLunchToTake(day)).toBe(yes));
  it("adds the usual span to a closed day and a later one to an open day", () => {
    expect(withSpan([])).toEqual([["09:00", "18:00"]]);
    expect(withSpan([["09:00", "12:00"]])).toEqual([["09:00", "12:00"], ["13:00", "14:00"]]);
    expect(withSpan([["09:00", "23:00"]]).at(-1)).toEqual(["00:00", "01:00"]);
  });
  it("says when a span ends on the next day", () => {
    expect(endsNextDay(["22:00", "02:00"])).toBe(true);
    expect(endsNextDay(["00:00", "00:00"])).toBe(false);
    expect(endsNextDay(["09:00", ""])).toBe(false);
  });
});

describe("the bar of a day", () => {
  it("shows where it is open", () => {
    const week = readWeek({ mon: [["06:00", "12:00"], ["18:00", "00:00"]] });
    expect(openParts(week, "mon")).toEqual([{ from: 25, width: 25 }, { from: 75, width: 25 }]);
    expect(openParts(week, "tue")).toEqual([]);
  });
  it("shows last night's end in the morning, over the turn of the week too", () => {
    const week = readWeek({ sun: [["18:00", "06:00"]] });
    expect(openParts(week, "sun")).toEqual([{ from: 75, width: 25 }]);
    expect(openParts(week, "mon")).toEqual([{ from: 0, width: 25 }]);
  });
});

it("a week is said in runs of equal days", () => {
  const week = readWeek({ mon: [["09:00", "18:00"]], tue: [["09:00", "18:00"]], thu: [["09:00", "18:00"]], sun: [["10:00", "12:00"]] });
  expect(runsOf(week).map(({ from, to, day }) => `${from}-${to} ${day.join()}`)).toEqual(["mon-tue 09:00,18:00", "thu-thu 09:00,18:00", "sun-sun 10:00,12:00"]);
});
