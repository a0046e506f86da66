import { time } from "../../../shared/format";
import { isLocale } from "../../../shared/words";
import { useAct } from "../act";
import { useDrafts } from "../drafts";
import type { Fault } from "../fault";
import { useForm, type Form } from "../form";
import { Foot, savesOnKey } from "../foot";
import { gateway, type AgentFields } from "../gateway";
import { useWords } from "../language";
import { wholeOf } from "../minutes";
import { useSay } from "../notice";
import { AskedButton, Checks, Field, FieldGroup, SectionHead } from "../parts";
import { go } from "../route";
import { QUEUES, ROLES, type AccountOfAgent } from "../shapes";
import { PasswordField } from "./password";
import { SecondFactor } from "./second";

/** As typed: capacity is text, and no password is none to be set. */
type AgentValues = Omit<AgentFields, "capacity" | "disabled"> & { capacity: string };

const fresh: AgentValues = { name: "", email: "", password: "", roles: ["agent"], languages: [], skills: [], capacity: "4" };

function valuesOf({ name, email, roles, languages, skills, capacity }: AccountOfAgent): AgentValues {
  return { name, email, password: "", roles, languages, skills, capacity: String(capacity) };
}

function check({ capacity }: AgentValues): Fault[] {
  return wholeOf(capacity) === undefined ? [{ key: "fault.capacity", field: "capacity" }] : [];
}

interface Props {
  agent?: AccountOfAgent;
  me: string;
  reload(): Promise<void>;
}

export function AgentForm({ agent, me, reload }: Props) {
  const { words } = useWords();
  const say = useSay();
  const form = useForm<AgentValues>({
    id: `agents/${agent?.id ?? "new"}`,
    kept: agent ? valuesOf(agent) : fresh,
    fresh: !agent,
    check,
    async save({ capacity, ...changed }, values) {
      const number = wholeOf(values.capacity)!;
      if (agent) await gateway.changeAgent(agent.id, { ...changed, ...(capacity === undefined ? {} : { capacity: number }) });
      else await gateway.addAgent({ ...values, capacity: number });
      await reload();
      say(agent ? "edit.saved" : "edit.added");
      if (!agent) go("agents");
    },
  });
  return (
    <>
      <SectionHead title={agent?.name ?? words("agents.new")} back="agents" />
      <form class="sheet" aria-label={agent?.name ?? words("agents.new")} onSubmit={form.submit} onKeyDown={savesOnKey(form)}>
        <Who form={form} fixed={agent !== undefined} />
        <Work form={form} />
        <Foot form={form} />
      </form>
      {agent?.second_factor_since && <SecondFactor agent={agent} since={agent.second_factor_since} reload={reload} />}
      {agent && <Standing agent={agent} me={agent.id === me} reload={reload} />}
    </>
  );
}

function Who({ form: { values, change, faults }, fixed }: { form: Form<AgentValues>; fixed: boolean }) {
  const { words } = useWords();
  return (
    <>
      <div class="two">
        <Field label={words("agents.name")} hint={words("agents.name_hint")} name="name" faults={faults}>
          {(props) => <input {...props} value={values.name} autocomplete="off" onInput={(event) => change({ name: event.currentTarget.value })} />}
        </Field>
        <Field label={words("agents.email")} hint={fixed ? words("agents.email_fixed") : undefined} name="email" faults={faults}>
          {(props) => (
            <input
              {...props}
              type="email"
              inputMode="email"
              autocomplete="off"
              readOnly={fixed}
              value={values.email}
              onInput={(event) => change({ email: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <PasswordField
        label={words(fixed ? "agents.new_password" : "agents.password")}
        hint={words(fixed ? "agents.new_password_hint" : "agents.password_hint")}
        faults={faults}
        value={values.password}
        onChange={(password) => change({ password })}
      />
    </>
  );
}

function Work({ form: { values, change, faults } }: { form: Form<AgentValues> }) {
  const { words } = useWords();
  return (
    <>
      <FieldGroup label={words("agents.roles")} name="roles" faults={faults}>
        <Checks
          options={ROLES}
          chosen={values.roles}
          name={(role) => words(`role.${role}`)}
          note={(role) => words(`role.${role}_hint`)}
          onChange={(roles) => change({ roles })}
        />
      </FieldGroup>
      <FieldGroup label={words("agents.skills")} hint={words("agents.skills_hint")} name="skills" faults={faults}>
        <Checks options={QUEUES} chosen={values.skills} name={(skill) => words(`queue.${skill}`)} onChange={(skills) => change({ skills })} />
      </FieldGroup>
      <div class="two">
        <FieldGroup label={words("agents.languages")} hint={words("agents.languages_hint")} name="languages" faults={faults}>
          <Checks
            options={["ko", "en"] as const}
            chosen={values.languages.filter(isLocale)}
            name={(code) => words(`language.${code}`)}
            onChange={(languages) => change({ languages })}
          />
        </FieldGroup>
        <Field label={words("agents.capacity")} name="capacity" faults={faults}>
          {(props) => (
            <input {...props} class="short" inputMode="numeric" value={values.capacity} onInput={(event) => change({ capacity: event.currentTarget.value })} />
          )}
        </Field>
      </div>
    </>
  );
}

/** Whether the account can be used: apart from the form, for it works at once. */
function Standing({ agent, me, reload }: { agent: AccountOfAgent; me: boolean; reload(): Promise<void> }) {
  const { words, locale } = useWords();
  const say = useSay();
  const drafts = useDrafts();
  const off = agent.disabled_at;
  const act = useAct(async () => {
    await gateway.changeAgent(agent.id, { disabled: !off });
    if (!off) drafts.set(`agents/${agent.id}`, {});
    await reload();
    say(off ? "agents.now_enabled" : "agents.now_disabled");
  });
  return (
    <section class="sheet standing">
      <p class="soft">{off ? words("agents.enable_text", { time: time(off, "moment", locale) }) : words("agents.disable_text")}</p>
      {off ? (
        <button type="button" class="button" disabled={act.busy} onClick={act.run}>
          {words("agents.enable")}
        </button>
      ) : (
        <AskedButton label={words("agents.disable")} sure={words(me ? "agents.disable_me" : "agents.disable_sure", { name: agent.name })} busy={act.busy} onYes={act.run} />
      )}
      {act.failure}
    </section>
  );
}
