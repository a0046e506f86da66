import { changes } from "../difference";
import { useForm, type Form } from "../form";
import { Foot, savesOnKey } from "../foot";
import { gateway } from "../gateway";
import { useWords } from "../language";
import { useSay } from "../notice";
import { Choices, Field, FieldGroup, SectionHead } from "../parts";
import { ASSIGNMENTS, type Targets, type TeamSettings } from "../shapes";
import { faultsOf, fieldsOf, valuesOf, type TeamValues } from "../team_values";
import { ClosedDays, OpenDays } from "./days";
import { SlaTargets } from "./targets";
import { WeekGrid } from "./weekgrid";
import { ZoneField, HolidaysField } from "./zone";

interface Props {
  team: TeamSettings;
  /** What is promised where a team says nothing of its own. */
  targets: Targets;
  reload(): Promise<void>;
}

/** One queue: when its team is there, how chats come to its agents, and what its customers are promised. */
export function QueueForm({ team, targets, reload }: Props) {
  const { words } = useWords();
  const say = useSay();
  const kept = valuesOf(team);
  const form = useForm<TeamValues>({
    id: `hours/${team.queue}`,
    kept,
    check: faultsOf,
    async save(_, values) {
      await gateway.changeTeam(team.queue, changes(fieldsOf(kept), fieldsOf(values)));
      await reload();
      say("edit.saved");
    },
  });
  const name = words(`queue.${team.queue}`);
  return (
    <>
      <SectionHead title={name} back="hours">
        <span class={`chip ${team.open ? "good" : ""}`}>{words(team.open ? "hours.open_now" : "hours.closed_now")}</span>
      </SectionHead>
      <form class="sheet" aria-label={name} onSubmit={form.submit} onKeyDown={savesOnKey(form)}>
        <Hours form={form} />
        <Assignment form={form} />
        <Promises form={form} targets={targets} />
        <Foot form={form} />
      </form>
    </>
  );
}

function Hours({ form }: { form: Form<TeamValues> }) {
  const { words } = useWords();
  const { values, change, faults } = form;
  return (
    <section class="part">
      <h4>{words("hours.week")}</h4>
      <Choices
        label={words("hours.week")}
        options={["weekly", "always"] as const}
        chosen={values.always ? "always" : "weekly"}
        name={(one) => words(`hours.${one}`)}
        onChange={(one) => change({ always: one === "always" })}
      />
      {values.always ? <p class="soft">{words("hours.always_hint")}</p> : <WeekGrid week={values.week} faults={faults} onChange={(week) => change({ week })} />}
      <div class="two">
        <ZoneField form={form} />
        {!values.always && <HolidaysField form={form} />}
      </div>
      <div class="two">
        <ClosedDays form={form} />
        <OpenDays form={form} />
      </div>
    </section>
  );
}

function Assignment({ form: { values, change, faults } }: { form: Form<TeamValues> }) {
  const { words } = useWords();
  return (
    <section class="part">
      <h4>{words("hours.assignment")}</h4>
      <FieldGroup label={words("hours.assignment_how")} name="assignment" faults={faults}>
        <Choices
          label={words("hours.assignment_how")}
          options={ASSIGNMENTS}
          chosen={values.assignment}
          name={(one) => words(`hours.assignment_${one}`)}
          note={(one) => words(`hours.assignment_${one}_hint`)}
          onChange={(assignment) => change({ assignment })}
        />
      </FieldGroup>
      {values.assignment === "offer" && (
        <Field label={words("hours.offer_s")} name="offer_s" faults={faults}>
          {(props) => (
            <input {...props} class="short" inputMode="numeric" value={values.offerSeconds} onInput={(event) => change({ offerSeconds: event.currentTarget.value })} />
          )}
        </Field>
      )}
    </section>
  );
}

function Promises({ form, targets }: { form: Form<TeamValues>; targets: Targets }) {
  const { words } = useWords();
  const { values, change, faults } = form;
  return (
    <section class="part">
      <h4>{words("hours.promise")}</h4>
      <Field label={words("hours.promise_s")} hint={words("hours.promise_hint")} name="promise_s" faults={faults}>
        {(props) => (
          <input {...props} class="short" inputMode="decimal" value={values.promiseMinutes} onInput={(event) => change({ promiseMinutes: event.currentTarget.value })} />
        )}
      </Field>
      <SlaTargets form={form} targets={targets} />
    </section>
  );
}
