/**
 * A team's hours as they are kept, and as a grid of the week shows them. Times are local, HH:MM; a span that ends at or
 * before its begin goes on past midnight, so 00:00 to 00:00 is a whole day. A lunch break is the gap between two spans.
 */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export type Span = [begin: string, end: string];
export type Day = readonly Span[];
/** Every day is named; a closed one has no spans. */
export type Week = Readonly<Record<Weekday, Day>>;

const DAY = 24 * 60;
const USUAL: Span = ["09:00", "18:00"];
const LUNCH: Span = ["12:00", "13:00"];

/** A kept week that names no day is open around the clock. */
export const isAlways = (kept: Readonly<Record<string, Day>>): boolean => Object.keys(kept).length === 0;

export function readWeek(kept: Readonly<Record<string, readonly (readonly string[])[]>>): Week {
  const day = (name: Weekday): Day => (kept[name] ?? []).map(([begin = "", end = ""]): Span => [begin.slice(0, 5), end.slice(0, 5)]);
  return weekOf((name) => sortedDay(day(name)));
}

const weekOf = (day: (name: Weekday) => Day): Week =>
  Object.fromEntries(WEEKDAYS.map((name) => [name, day(name)])) as Record<Weekday, Day>;

/** What is kept of a week: closed days are not named. */
export function writeWeek(week: Week): Record<string, Span[]> {
  return Object.fromEntries(WEEKDAYS.filter((name) => week[name].length > 0).map((name) => [name, sortedDay(week[name])]));
}

/** What a team that was there around the clock starts from: Monday to Friday, with a lunch break. */
export function officeWeek(): Week {
  const day = withLunch([USUAL]);
  return weekOf((name) => (name === "sat" || name === "sun" ? [] : day));
}

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Begin and end in minutes of the day on which the span begins; the end may lie on the next. */
function minutesOf([begin, end]: Span): [number, number] {
  const [from, to] = [minute(begin), minute(end)];
  return [from, to > from ? to : to + DAY];
}

export const endsNextDay = (span: Span): boolean => isTime(span[0]) && isTime(span[1]) && minutesOf(span)[1] > DAY;

export const sortedDay = (day: Day): Span[] => [...day].sort(([one], [other]) => one.localeCompare(other));

type DayFault = "time" | "overlap";

/** Why a day cannot be kept as it is; undefined when it can. */
export function dayFault(day: Day): DayFault | undefined {
  if (!day.every(([begin, end]) => isTime(begin) && isTime(end))) return "time";
  const ranges = sortedDay(day).map(minutesOf);
  return ranges.some(([begin], index) => index > 0 && begin < ranges[index - 1]![1]) ? "overlap" : undefined;
}

/** One more span: the usual one on a closed day, else an hour after the last. */
export function withSpan(day: Day): Span[] {
  if (day.length === 0) return [USUAL];
  const last = sortedDay(day).at(-1)!;
  const end = isTime(last[1]) ? minutesOf(last)[1] : DAY;
  return [...day, [clock(end + 60), clock(end + 120)]];
}

/** Open at noon without a break: the span around it becomes two. Others stay as they are. */
export function withLunch(day: Day): Span[] {
  return day.flatMap((span): Span[] => (surroundsLunch(span) ? [[span[0], LUNCH[0]], [LUNCH[1], span[1]]] : [span]));
}

export const hasLunchToTake = (day: Day): boolean => day.some(surroundsLunch);

function surroundsLunch(span: Span): boolean {
  if (!isTime(span[0]) || !isTime(span[1])) return false;
  const [begin, end] = minutesOf(span);
  return begin < minute(LUNCH[0]) && end > minute(LUNCH[1]);
}

const clock = (minutes: number): string => {
  const within = minutes % DAY;
  return [Math.floor(within / 60), within % 60].map((part) => String(part).padStart(2, "0")).join(":");
};

/** Where the open time of a weekday lies between 0 and 24 h, in percent, last night's end included. */
export function openParts(week: Week, name: Weekday): { from: number; width: number }[] {
  const before = WEEKDAYS[(WEEKDAYS.indexOf(name) + 6) % 7]!;
  const today = valid(week[name]).map(([begin, end]): [number, number] => [begin, Math.min(end, DAY)]);
  const night = valid(week[before]).filter(([, end]) => end > DAY).map(([, end]): [number, number] => [0, end - DAY]);
  return [...night, ...today].map(([begin, end]) => ({ from: (begin / DAY) * 100, width: ((end - begin) / DAY) * 100 }));
}

const valid = (day: Day): [number, number][] => day.filter(([begin, end]) => isTime(begin) && isTime(end)).map(minutesOf);

/** Days in a row that are open at the same hours, Monday first; closed ones are left out. */
export function runsOf(week: Week): { from: Weekday; to: Weekday; day: Day }[] {
  const runs: { from: Weekday; to: Weekday; day: Day }[] = [];
  let last: string | undefined;
  for (const name of WEEKDAYS) {
    const hours = String(week[name]);
    if (hours !== "" && hours === last) runs.at(-1)!.to = name;
    else if (hours !== "") runs.push({ from: name, to: name, day: week[name] });
    last = hours;
  }
  return runs;
}
