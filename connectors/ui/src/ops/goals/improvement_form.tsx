import { useState } from "preact/hooks";
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

interface Props {
  known: Answer<Known>;
  onClose(): void;
  onSaved(): void;
}

/** As many characters as the gateway keeps. */
const MOST_TITLE = 120;
const MOST_NOTE = 2000;

export function ImprovementForm({ known, ...props }: Props) {
  const { words } = useWords();
  if (!known.data) return <WaitingDialog title={words("improvement.add")} of={known} onClose={props.onClose} />;
  return <Filled {...props} {...known.data} />;
}

function Filled({ metrics, options, onClose, onSaved }: Omit<Props, "known"> & Known) {
  const { words } = useWords();
  const segments = useSegments().data?.segments ?? [];
  const submitting = useSubmitting();
  const [metric, setMetric] = useState(() => (metrics.find(({ id }) => id === "fcr") ?? metrics[0]!).id);
  const [text, setText] = useState({ title: "", note: "" });
  const [started_on, setDay] = useState(dayOf(new Date()));
  const [draft, setDraft] = useState<Draft>({});
  const { fault } = submitting;
  const submit = () => {
    if (text.title.trim() === "") return submitting.refuse({ key: "fault.title", field: "title" });
    const title = text.title.trim();
    submitting.submit(() => gateway.addImprovement({ title, note: text.note, metric, filter: savedFilter(draft, segments), started_on }), onSaved);
  };
  return (
    <FormDialog title={words("improvement.add")} save={words("improvement.save")} submitting={submitting} onSubmit={submit} onClose={onClose}>
      <Field name="title" label={words("form.title")} fault={fault} hint={words("form.title_hint")}>
        {(field) => <input class="input" {...field} autocomplete="off" maxLength={MOST_TITLE} value={text.title} onInput={(event) => setText({ ...text, title: event.currentTarget.value })} />}
      </Field>
      <Field name="note" label={words("form.note")} fault={fault}>
        {(field) => <textarea class="input" rows={2} {...field} maxLength={MOST_NOTE} value={text.note} onInput={(event) => setText({ ...text, note: event.currentTarget.value })} />}
      </Field>
      <MetricField metrics={metrics} value={metric} fault={fault} onChange={setMetric} />
      <Field name="started_on" label={words("form.started_on")} fault={fault} hint={words("form.started_hint")}>
        {(field) => <input class="input" type="date" {...field} value={started_on} onChange={(event) => setDay(event.currentTarget.value)} />}
      </Field>
      <FilterField options={options} draft={draft} fault={fault} onChange={setDraft} />
    </FormDialog>
  );
}
