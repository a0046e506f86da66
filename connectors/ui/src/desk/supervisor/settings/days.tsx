import { useState } from "preact/hooks";
import { CloseIcon } from "../../../shared/icons";
import { faultAt } from "../fault";
import type { Form } from "../form";
import { useWords } from "../language";
import { FaultLine, FieldGroup } from "../parts";
import type { OpenDay, TeamValues } from "../team_values";
import { withSpan } from "../week";
import { useDayNames } from "./daynames";
import { Spans } from "./weekgrid";

/** Dates on which nobody is there. */
export function ClosedDays({ form: { values, change, faults } }: { form: Form<TeamValues> }) {
  const { words } = useWords();
  const { date } = useDayNames();
  const days = values.closedDays;
  return (
    <FieldGroup label={words("hours.closed_days")} hint={words("hours.closed_days_hint")} name="closed_days" faults={faults}>
      <ul class="dates">
        {days.map((day) => (
          <li key={day} class="chip">
            {date(day)}
            <RemoveDay name={date(day)} onPress={() => change({ closedDays: days.filter((one) => one !== day) })} />
          </li>
        ))}
      </ul>
      <AddDay taken={days} onAdd={(day) => change({ closedDays: [...days, day].sort() })} />
    </FieldGroup>
  );
}

/** Dates with hours of their own. */
export function OpenDays({ form: { values, change, faults } }: { form: Form<TeamValues> }) {
  const { words } = useWords();
  const { date } = useDayNames();
  const days = values.openDays;
  const put = (next: OpenDay) => change({ openDays: days.map((one) => (one.date === next.date ? next : one)) });
  const add = (day: string) =>
    change({ openDays: [...days, { date: day, spans: withSpan([]) }].sort((one, other) => one.date.localeCompare(other.date)) });
  return (
    <FieldGroup label={words("hours.open_days")} hint={words("hours.open_days_hint")} name="open_days" faults={faults}>
      <ul class="open-days">
        {days.map((day) => {
          const fault = faultAt(faults, `open_days.${day.date}`);
          return (
            <li key={day.date}>
              <p class="title-line">
                <strong>{date(day.date)}</strong>
                <RemoveDay name={date(day.date)} onPress={() => change({ openDays: days.filter((one) => one !== day) })} />
              </p>
              <Spans day={day.spans} label={date(day.date)} wrong={fault !== undefined} onChange={(spans) => put({ ...day, spans })} />
              <FaultLine fault={fault} />
            </li>
          );
        })}
      </ul>
      <AddDay taken={days.map((day) => day.date)} onAdd={add} />
    </FieldGroup>
  );
}

function RemoveDay({ name, onPress }: { name: string; onPress(): void }) {
  const { words } = useWords();
  return (
    <button type="button" class="remove" aria-label={words("hours.remove_day", { day: name })} onClick={onPress}>
      <CloseIcon />
    </button>
  );
}

function AddDay({ taken, onAdd }: { taken: readonly string[]; onAdd(day: string): void }) {
  const { words } = useWords();
  const [day, setDay] = useState("");
  const add = () => {
    if (!taken.includes(day)) onAdd(day);
    setDay("");
  };
  return (
    <span class="with-buttons">
      <input type="date" aria-label={words("hours.pick_day")} value={day} onInput={(event) => setDay(event.currentTarget.value)} />
      <button type="button" class="button" disabled={day === ""} onClick={add}>
        {words("hours.add_day")}
      </button>
    </span>
  );
}
