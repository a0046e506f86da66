import type { Fault } from "./fault";
import type { OwnTargets, TeamFields } from "./gateway";
import { minutesText, secondsOf, wholeOf } from "./minutes";
import { PRIORITIES, type Priority, type TeamSettings } from "./shapes";
import { dayFault, isAlways, officeWeek, readWeek, sortedDay, WEEKDAYS, writeWeek, type Day, type Span, type Week } from "./week";

export const CLOCK_NAMES = ["first", "next", "full"] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/** A day that is open whatever else holds for it. */
export interface OpenDay {
  date: string;
  spans: Day;
}

/** A team's settings as its form has them: minutes and seconds as typed, nothing lost when a choice is taken back. */
export interface TeamValues {
  /** Around the clock; the week is kept for when that is taken back. */
  always: boolean;
  week: Week;
  timezone: string;
  holidays: string;
  closedDays: readonly string[];
  openDays: readonly OpenDay[];
  assignment: TeamSettings["assignment"];
  offerSeconds: string;
  promiseMinutes: string;
  /** Empty where the team promises what everybody does. */
  sla: Readonly<Record<Priority, Readonly<Record<ClockName, string>>>>;
}

export function valuesOf(team: TeamSettings): TeamValues {
  const always = isAlways(team.hours);
  return {
    always,
    week: always ? officeWeek() : readWeek(team.hours),
    timezone: team.timezone,
    holidays: team.holidays,
    closedDays: [...team.closed_days].sort(),
    openDays: openDaysOf(team.open_days),
    assignment: team.assignment,
    offerSeconds: String(team.offer_s),
    promiseMinutes: minutesText(team.promise_s),
    sla: perPriority((priority) => perClock((clock) => minutesText(team.sla[priority]?.[clock] ?? undefined))),
  };
}

/** What is kept of values that `faultsOf` finds nothing wrong with. */
export function fieldsOf(values: TeamValues): TeamFields {
  return {
    timezone: values.timezone.trim(),
    hours: values.always ? {} : writeWeek(values.week),
    holidays: values.holidays,
    closed_days: [...new Set(values.closedDays)].sort(),
    open_days: Object.fromEntries(values.openDays.map(({ date, spans }) => [date, sortedDay(spans)])),
    assignment: values.assignment,
    offer_s: wholeOf(values.offerSeconds) ?? 0,
    promise_s: secondsOf(values.promiseMinutes) ?? 0,
    sla: ownTargets(values.sla),
  };
}

/** What can be seen to be wrong here; the gateway has the last word. */
export function faultsOf(values: TeamValues): Fault[] {
  const found: Fault[] = [];
  if (!values.always) {
    for (const name of WEEKDAYS) found.push(...dayFaults(`hours.${name}`, values.week[name]));
    if (WEEKDAYS.every((name) => values.week[name].length === 0)) found.push({ key: "fault.hours_closed", field: "hours" });
  }
  for (const { date, spans } of values.openDays) found.push(...dayFaults(`open_days.${date}`, spans));
  if (wholeOf(values.offerSeconds) === undefined) found.push({ key: "fault.offer_s", field: "offer_s" });
  if (secondsOf(values.promiseMinutes) === undefined) found.push({ key: "fault.promise_s", field: "promise_s" });
  return [...found, ...targetFaults(values.sla)];
}

function dayFaults(field: string, day: Day): Fault[] {
  const fault = dayFault(day);
  return fault ? [{ key: fault === "time" ? "fault.hours_time" : "fault.hours_overlap", field }] : [];
}

function targetFaults(sla: TeamValues["sla"]): Fault[] {
  return PRIORITIES.flatMap((priority) =>
    CLOCK_NAMES.filter((clock) => sla[priority][clock].trim() !== "" && !secondsOf(sla[priority][clock])).map(
      (clock): Fault => ({ key: "fault.sla", field: `sla.${priority}.${clock}` }),
    ),
  );
}

function ownTargets(sla: TeamValues["sla"]): OwnTargets {
  const own: OwnTargets = {};
  for (const priority of PRIORITIES) {
    const named = CLOCK_NAMES.flatMap((clock): [ClockName, number][] => {
      const seconds = secondsOf(sla[priority][clock]);
      return seconds === undefined ? [] : [[clock, seconds]];
    });
    if (named.length > 0) own[priority] = Object.fromEntries(named);
  }
  return own;
}

const openDaysOf = (kept: Record<string, Span[]>): OpenDay[] =>
  Object.entries(kept)
    .map(([date, spans]) => ({ date, spans: sortedDay(spans) }))
    .sort((one, other) => one.date.localeCompare(other.date));

const perPriority = <V>(value: (priority: Priority) => V): Record<Priority, V> =>
  Object.fromEntries(PRIORITIES.map((priority) => [priority, value(priority)])) as Record<Priority, V>;

const perClock = <V>(value: (clock: ClockName) => V): Record<ClockName, V> =>
  Object.fromEntries(CLOCK_NAMES.map((clock) => [clock, value(clock)])) as Record<ClockName, V>;
