import { useId } from "preact/hooks";
import { duration } from "../../../shared/format";
import { faultAt } from "../fault";
import type { Form } from "../form";
import { useWords } from "../language";
import { minutesText, secondsOf } from "../minutes";
import { FaultLine } from "../parts";
import { PRIORITIES, type Priority, type Targets } from "../shapes";
import { CLOCK_NAMES, type ClockName, type TeamValues } from "../team_values";

interface Props {
  form: Form<TeamValues>;
  targets: Targets;
}

/** How fast each kind of ticket is to be answered, in minutes of open time. */
export function SlaTargets({ form, targets }: Props) {
  const { words } = useWords();
  return (
    <fieldset class="field group">
      <legend>{words("hours.sla")}</legend>
      <p class="soft aid">{words("hours.sla_hint")}</p>
      <table class="targets">
        <thead>
          <tr>
            <th scope="col">{words("hours.priority")}</th>
            {CLOCK_NAMES.map((clock) => (
              <th key={clock} scope="col">
                {words(`clock.${clock}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PRIORITIES.map((priority) => (
            <tr key={priority}>
              <th scope="row">{words(`priority.${priority}`)}</th>
              {CLOCK_NAMES.map((clock) => (
                <td key={clock} data-label={words(`clock.${clock}`)}>
                  <Target form={form} priority={priority} clock={clock} usual={targets[priority][clock]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

function Target({ form, priority, clock, usual }: { form: Form<TeamValues>; priority: Priority; clock: ClockName; usual: number }) {
  const { words, locale } = useWords();
  const id = useId();
  const { sla } = form.values;
  const text = sla[priority][clock];
  const fault = faultAt(form.faults, `sla.${priority}.${clock}`);
  const seconds = text.trim() === "" ? usual : secondsOf(text);
  return (
    <>
      <input
        class="short"
        inputMode="decimal"
        placeholder={minutesText(usual)}
        aria-label={words("hours.sla_of", { priority: words(`priority.${priority}`), clock: words(`clock.${clock}`) })}
        aria-invalid={fault ? true : undefined}
        aria-describedby={id}
        value={text}
        onInput={(event) => form.change({ sla: { ...sla, [priority]: { ...sla[priority], [clock]: event.currentTarget.value } } })}
      />
      <small class="soft" id={id}>
        {seconds !== undefined && seconds >= 3600 && duration(seconds, locale)}
      </small>
      <FaultLine fault={fault} />
    </>
  );
}
