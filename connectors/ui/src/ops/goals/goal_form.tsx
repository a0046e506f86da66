import { useState } from "preact/hooks";
import type { Metric } from "../../shared/frames/ops";
import { figure } from "../figure";
import { useWords } from "../language";
import type { Answer } from "../loaded";
import { dayOf } from "../query";
import type { Draft } from "../shell/narrowing";
import { useSegments } from "../shell/segments";
import { FormDialog, WaitingDialog } from "./dialog";
import { Field } from "./field";
import { FilterField, savedFilter } from "./filter_field";
import { gateway } from "./gateway";
import type { Known } from "./known";
import { MetricField } from "./metric_field";
import { useSubmitting } from "./submitting";
import { targetOf, typed } from "./target";

interface Props {
  known: Answer<Known>;
  onClose(): void;
  onSaved(): void;
}

const DIRECTIONS = ["at_least", "at_most"] as const;
const DAY_MS = 86_400_000;
const MONTH = 30;

const towards = (metric: Metric) => (metric.better === "down" ? "at_most" : "at_least");

export function GoalForm({ known, ...props }: Props) {
  const { words } = useWords();
  if (!known.data) return <WaitingDialog title={words("goal.add")} of={known} onClose={props.onClose} />;
  return <Filled {...props} {...known.data} />;
}

function Filled({ metrics, options, onClose, onSaved }: Omit<Props, "known"> & Known) {
  const { words, locale } = useWords();
  const segments = useSegments().data?.segments ?? [];
  const submitting = useSubmitting();
  const [metric, setMetric] = useState(() => metrics.find(({ id }) => id === "fcr") ?? metrics[0]!);
  const [target, setTarget] = useState("");
  const [direction, setDirection] = useState<(typeof DIRECTIONS)[number]>(towards(metric));
  const [days, setDays] = useState({ first_day: dayOf(new Date()), last_day: dayOf(new Date(Date.now() + (MONTH - 1) * DAY_MS)) });
  const [draft, setDraft] = useState<Draft>({});
  const { fault } = submitting;
  const wanted = targetOf(target, metric.unit);
  const choose = (id: string) => {
    const next = metrics.find((one) => one.id === id)!;
    setMetric(next);
    setDirection(towards(next));
  };
  const submit = () => {
    if (wanted === undefined) return submitting.refuse({ key: "fault.target", field: "target" });
    if (days.first_day > days.last_day) return submitting.refuse({ key: "fault.last_day", field: "last_day" });
    submitting.submit(() => gateway.addGoal({ metric: metric.id, filter: savedFilter(draft, segments), target: wanted, direction, ...days }), onSaved);
  };
  const now = metric.value === null ? undefined : words("form.now", { value: figure(metric.value, metric.unit, locale) });
  return (
    <FormDialog title={words("goal.add")} save={words("goal.save")} submitting={submitting} onSubmit={submit} onClose={onClose}>
      <MetricField metrics={metrics} value={metric.id} fault={fault} onChange={choose} />
      <div class="field-pair">
        <Field name="direction" label={words("form.direction")} fault={fault}>
          {(field) => (
            <select class="input" {...field} value={direction} onChange={(event) => setDirection(event.currentTarget.value as typeof direction)}>
              {DIRECTIONS.map((way) => (
                <option key={way} value={way}>
                  {words(`form.${way}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="target" label={words(`form.target_${metric.unit}`)} fault={fault} hint={wanted !== undefined && metric.unit === "seconds" ? figure(wanted, "seconds", locale) : now}>
          {(field) => (
            <input
              class="input"
              {...field}
              inputMode="decimal"
              autocomplete="off"
              value={target}
              placeholder={metric.value === null ? "" : String(typed(metric.value, metric.unit))}
              onInput={(event) => setTarget(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <div class="field-pair">
        {(["first_day", "last_day"] as const).map((name) => (
          <Field key={name} name={name} label={words(`form.${name}`)} fault={fault}>
            {(field) => <input class="input" type="date" {...field} value={days[name]} onChange={(event) => setDays({ ...days, [name]: event.currentTarget.value })} />}
          </Field>
        ))}
      </div>
      <FilterField options={options} draft={draft} fault={fault} onChange={setDraft} />
    </FormDialog>
  );
}
