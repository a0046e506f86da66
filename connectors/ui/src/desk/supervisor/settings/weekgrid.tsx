import { useRef } from "preact/hooks";
import { CloseIcon } from "../../../shared/icons";
import { faultAt, type Fault } from "../fault";
import { useWords } from "../language";
import { FaultLine } from "../parts";
import { endsNextDay, hasLunchToTake, openParts, WEEKDAYS, withLunch, withSpan, type Day, type Span, type Week, type Weekday } from "../week";
import { useDayNames } from "./daynames";

interface GridProps {
  week: Week;
  faults: readonly Fault[];
  onChange(week: Week): void;
}

/** Seven rows: open or not, from when to when, and where that lies in the day. */
export function WeekGrid({ week, faults, onChange }: GridProps) {
  const whole = faults.find(({ field }) => field === "hours");
  return (
    <div class="week" aria-invalid={whole ? true : undefined} tabIndex={whole ? -1 : undefined}>
      <Scale />
      {WEEKDAYS.map((name) => (
        <DayRow key={name} name={name} week={week} fault={faultAt(faults, `hours.${name}`)} onChange={onChange} />
      ))}
      <FaultLine fault={whole} />
    </div>
  );
}

const TICKS = [0, 6, 12, 18, 24];

function Scale() {
  return (
    <div class="day-row scale" aria-hidden="true">
      <span />
      <div class="hours-scale">
        {TICKS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  name: Weekday;
  week: Week;
  fault: Fault | undefined;
  onChange(week: Week): void;
}

function DayRow({ name, week, fault, onChange }: RowProps) {
  const { words } = useWords();
  const { long } = useDayNames();
  const day = week[name];
  const before = useRef<Day>(withSpan([]));
  if (day.length > 0) before.current = day;
  const set = (next: Day) => onChange({ ...week, [name]: next });
  const copy = () => onChange({ ...week, mon: day, tue: day, wed: day, thu: day, fri: day });
  return (
    <div class={fault ? "day-row wrong" : "day-row"} role="group" aria-label={long(name)}>
      <label class="check day-name">
        <input type="checkbox" checked={day.length > 0} aria-label={words("hours.day_open", { day: long(name) })} onChange={() => set(day.length > 0 ? [] : before.current)} />
        <span>{long(name)}</span>
      </label>
      <div class="day-hours">
        <DayBar week={week} name={name} />
        {day.length === 0 ? <span class="soft">{words("hours.closed")}</span> : <Spans day={day} label={long(name)} wrong={fault !== undefined} onChange={set} />}
        {day.length > 0 && (
          <span class="day-acts">
            {hasLunchToTake(day) && (
              <button type="button" class="link" aria-label={words("hours.lunch_on", { day: long(name) })} onClick={() => set(withLunch(day))}>
                {words("hours.lunch")}
              </button>
            )}
            <button type="button" class="link" aria-label={words("hours.copy_from", { day: long(name) })} onClick={copy}>
              {words("hours.copy")}
            </button>
          </span>
        )}
        <FaultLine fault={fault} />
      </div>
    </div>
  );
}

function DayBar({ week, name }: { week: Week; name: Weekday }) {
  return (
    <svg class="day-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="shut" width="100" height="4" />
      {openParts(week, name).map(({ from, width }) => (
        <rect key={from} class="open" x={from} width={width} height="4" />
      ))}
    </svg>
  );
}

interface SpansProps {
  day: Day;
  /** What day it is. */
  label: string;
  wrong: boolean;
  onChange(day: Span[]): void;
}

/** The hours of one day, each from and to, with a way to add and remove. */
export function Spans({ day, label, wrong, onChange }: SpansProps) {
  const { words } = useWords();
  const put = (at: number, span: Span) => onChange(day.map((one, index) => (index === at ? span : one)));
  return (
    <span class="spans">
      {day.map((span, index) => (
        <span key={index} class="span">
          <input
            type="time"
            aria-label={words("hours.begin", { day: label, n: index + 1 })}
            aria-invalid={wrong || undefined}
            value={span[0]}
            onInput={(event) => put(index, [event.currentTarget.value, span[1]])}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            aria-label={words("hours.end", { day: label, n: index + 1 })}
            aria-invalid={wrong || undefined}
            value={span[1]}
            onInput={(event) => put(index, [span[0], event.currentTarget.value])}
          />
          {endsNextDay(span) && <small class="soft">{words("hours.next_day")}</small>}
          <button
            type="button"
            class="quiet round"
            aria-label={words("hours.remove_span", { day: label, begin: span[0], end: span[1] })}
            onClick={() => onChange(day.filter((_, at) => at !== index))}
          >
            <CloseIcon />
          </button>
        </span>
      ))}
      <button type="button" class="link" aria-label={words("hours.add_span_on", { day: label })} onClick={() => onChange(withSpan(day))}>
        + {words("hours.add_span")}
      </button>
    </span>
  );
}
