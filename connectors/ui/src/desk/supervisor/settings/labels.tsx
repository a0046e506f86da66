import { useId } from "preact/hooks";
import { useRemoval } from "../act";
import { useForm } from "../form";
import { Foot, savesOnKey } from "../foot";
import { gateway, type LabelFields } from "../gateway";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { useSay } from "../notice";
import { AskedButton, Field, FieldGroup, Ready, SectionHead } from "../parts";
import { go, hashOf } from "../route";
import { COLOURS, type Label } from "../shapes";

/** Labels are few and small: each is edited where it stands. */
export function LabelsSection({ id }: { id: string | undefined }) {
  const { words } = useWords();
  const loaded = useLoaded(gateway.labels);
  return (
    <>
      <SectionHead title={words("admin.labels")} intro={words("marks.intro")} />
      <Ready loaded={loaded}>
        {(labels) => (
          <>
            <LabelForm reload={loaded.reload} />
            {labels.length === 0 && <p class="soft none">{words("marks.none")}</p>}
            <ul class="rows">
              {labels.map((label) => (
                <li key={label.id}>{label.id === id ? <LabelForm label={label} reload={loaded.reload} /> : <LabelRow label={label} />}</li>
              ))}
            </ul>
          </>
        )}
      </Ready>
    </>
  );
}

function LabelRow({ label }: { label: Label }) {
  const { words } = useWords();
  return (
    <div class="row-line">
      <LabelChip name={label.name} colour={label.colour} />
      <span class="soft grow">{words(`colour.${label.colour}`)}</span>
      <a class="button outline" href={hashOf("labels", label.id)} aria-label={words("edit.edit_named", { name: label.name })}>
        {words("edit.edit")}
      </a>
    </div>
  );
}

/** As it stands on a ticket. */
function LabelChip({ name, colour }: LabelFields) {
  return (
    <span class="chip">
      <span class={`spot ${colour}`} aria-hidden="true" />
      {name}
    </span>
  );
}

const fresh: LabelFields = { name: "", colour: "grey" };

function LabelForm({ label, reload }: { label?: Label; reload(): Promise<void> }) {
  const { words } = useWords();
  const say = useSay();
  const removal = useRemoval(() => gateway.removeLabel(label!.id), label?.name ?? "", "labels", label?.id ?? "", reload);
  const form = useForm<LabelFields>({
    id: `labels/${label?.id ?? "new"}`,
    kept: label ? { name: label.name, colour: label.colour } : fresh,
    fresh: !label,
    async save(changed, values) {
      await (label ? gateway.changeLabel(label.id, changed) : gateway.addLabel(values));
      await reload();
      say(label ? "edit.saved" : "edit.added");
      if (label) go("labels");
    },
  });
  return (
    <form class="sheet" aria-label={label?.name ?? words("marks.new")} onSubmit={form.submit} onKeyDown={savesOnKey(form)}>
      <div class="two">
        <Field label={label ? words("marks.name") : words("marks.new")} name="name" faults={form.faults}>
          {(props) => (
            <input {...props} value={form.values.name} maxLength={40} onInput={(event) => form.change({ name: event.currentTarget.value })} />
          )}
        </Field>
        <FieldGroup label={words("marks.colour")} name="colour" faults={form.faults}>
          <Colours chosen={form.values.colour} onChange={(colour) => form.change({ colour })} />
        </FieldGroup>
      </div>
      <Foot form={form}>
        {form.values.name && <LabelChip name={form.values.name} colour={form.values.colour} />}
      </Foot>
      {label && (
        <p class="beside">
          <AskedButton label={words("edit.remove")} sure={words("edit.remove_sure")} busy={removal.busy} onYes={removal.run} />
          <a class="button outline" href={hashOf("labels")}>
            {words("edit.cancel")}
          </a>
        </p>
      )}
      {removal.failure}
    </form>
  );
}

function Colours({ chosen, onChange }: { chosen: string; onChange(colour: LabelFields["colour"]): void }) {
  const { words } = useWords();
  const name = useId();
  return (
    <div class="colours">
      {COLOURS.map((colour) => (
        <label key={colour} class="check">
          <input type="radio" name={name} checked={colour === chosen} onChange={() => onChange(colour)} />
          <span class={`spot ${colour}`} aria-hidden="true" />
          {words(`colour.${colour}`)}
        </label>
      ))}
    </div>
  );
}
