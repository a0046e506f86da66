import type { Metric } from "../../shared/frames/ops";
import { useWords, wordFor } from "../language";
import { Field } from "./field";
import type { Fault } from "./submitting";

interface Props {
  metrics: readonly Metric[];
  value: string;
  fault?: Fault;
  onChange(id: string): void;
}

/** Which number it is about, by group. */
export function MetricField({ metrics, value, fault, onChange }: Props) {
  const { words, locale } = useWords();
  const groups = [...new Set(metrics.map(({ group }) => group ?? ""))];
  return (
    <Field name="metric" label={words("form.metric")} fault={fault}>
      {(field) => (
        <select class="input" {...field} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {groups.map((group) => (
            <optgroup key={group} label={wordFor(words, "group", group)}>
              {metrics
                .filter((metric) => (metric.group ?? "") === group)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name[locale]}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
