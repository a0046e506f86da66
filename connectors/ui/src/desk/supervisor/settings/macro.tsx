import { useLayoutEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/words";
import { useRemoval } from "../act";
import { en } from "../catalogue/en";
import { ko, type SupervisorKey } from "../catalogue/ko";
import type { Fault } from "../fault";
import { useForm, type Form } from "../form";
import { Foot, savesOnKey } from "../foot";
import { gateway, type MacroFields } from "../gateway";
import { useWords } from "../language";
import { useSay } from "../notice";
import { AskedButton, Field, SectionHead } from "../parts";
import { inserted, pieces, PLACEHOLDERS, SAMPLE_NUMBERS, unknownPlaceholders, type Placeholder } from "../placeholder";
import { go } from "../route";
import { QUEUES, type Macro, type Queue } from "../shapes";

const fresh: MacroFields = { name: "", queue: null, ko: "", en: "" };

const valuesOf = ({ name, queue, ko, en }: Macro): MacroFields => ({ name, queue: queue ?? null, ko, en });

function check(values: MacroFields): Fault[] {
  return (["ko", "en"] as const).flatMap((locale): Fault[] => {
    const names = unknownPlaceholders(values[locale]).map((name) => `{${name}}`);
    return names.length > 0 ? [{ key: "fault.placeholder", field: locale, params: { names: names.join(", ") } }] : [];
  });
}

export function MacroForm({ macro, reload }: { macro?: Macro; reload(): Promise<void> }) {
  const { words } = useWords();
  const say = useSay();
  const removal = useRemoval(() => gateway.removeMacro(macro!), macro?.name ?? "", "macros", macro?.id ?? "", reload);
  const form = useForm<MacroFields>({
    id: `macros/${macro?.id ?? "new"}`,
    kept: macro ? valuesOf(macro) : fresh,
    fresh: !macro,
    check,
    async save(changed, values) {
      await (macro ? gateway.changeMacro(macro.id, changed) : gateway.addMacro(values));
      await reload();
      say(macro ? "edit.saved" : "edit.added");
      if (!macro) go("macros");
    },
  });
  const title = macro?.name ?? words("macros.new");
  return (
    <>
      <SectionHead title={title} back="macros" />
      <form class="sheet" aria-label={title} onSubmit={form.submit} onKeyDown={savesOnKey(form)}>
        <Naming form={form} />
        <div class="two texts">
          <MacroText form={form} locale="ko" />
          <MacroText form={form} locale="en" />
        </div>
        <Foot form={form} />
      </form>
      {macro && (
        <section class="sheet standing">
          <p class="soft">{words("macros.remove_text")}</p>
          <AskedButton label={words("edit.remove")} sure={words("edit.remove_sure")} busy={removal.busy} onYes={removal.run} />
          {removal.failure}
        </section>
      )}
    </>
  );
}

function Naming({ form: { values, change, faults } }: { form: Form<MacroFields> }) {
  const { words } = useWords();
  return (
    <div class="two">
      <Field label={words("macros.name")} hint={words("macros.name_hint")} name="name" faults={faults}>
        {(props) => <input {...props} value={values.name} onInput={(event) => change({ name: event.currentTarget.value })} />}
      </Field>
      <Field label={words("macros.queue")} name="queue" faults={faults}>
        {(props) => (
          <select {...props} class="input" value={values.queue ?? ""} onChange={(event) => change({ queue: (event.currentTarget.value || null) as Queue | null })}>
            <option value="">{words("macros.every_queue")}</option>
            {QUEUES.map((queue) => (
              <option key={queue} value={queue}>
                {words(`queue.${queue}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

/** The text in one language: what can be filled in goes where the caret is, and below stands what a customer would read. */
function MacroText({ form: { values, change, faults }, locale }: { form: Form<MacroFields>; locale: Locale }) {
  const { words } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | undefined>(undefined);
  const text = values[locale];
  const label = words(`macros.${locale}`);
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    box.current!.focus();
    box.current!.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [text]);
  const insert = (name: Placeholder) => {
    const { selectionStart, selectionEnd } = box.current!;
    const next = inserted(text, name, selectionStart, selectionEnd);
    caret.current = next.caret;
    change({ [locale]: next.text });
  };
  return (
    <div class="text">
      <Field label={label} name={locale} faults={faults}>
        {(props) => (
          <textarea {...props} ref={box} class="input" lang={locale} rows={6} value={text} onInput={(event) => change({ [locale]: event.currentTarget.value })} />
        )}
      </Field>
      <div class="placeholders" role="group" aria-label={`${words("macros.insert")}: ${label}`}>
        {PLACEHOLDERS.map((name) => (
          <button type="button" key={name} class="chip" title={`{${name}}`} aria-label={words("macros.insert_into", { language: label, name: words(`placeholder.${name}`) })} onClick={() => insert(name)}>
            + {words(`placeholder.${name}`)}
          </button>
        ))}
      </div>
      <Preview text={text} locale={locale} />
    </div>
  );
}

function Preview({ text, locale }: { text: string; locale: Locale }) {
  const { words } = useWords();
  return (
    <div class="preview">
      <h4>{words("macros.preview")}</h4>
      {text.trim() === "" ? (
        <p class="soft">{words("macros.preview_none")}</p>
      ) : (
        <p lang={locale}>
          {pieces(text).map((piece, index) => (
            <Piece key={index} {...piece} locale={locale} />
          ))}
        </p>
      )}
    </div>
  );
}

const samples = { ko, en };
const numbers: Partial<Record<Placeholder, string>> = SAMPLE_NUMBERS;

/** In the language of the text, whatever the page's is. */
function sampleOf(name: Placeholder, locale: Locale): string {
  const key = `sample.${name}`;
  return numbers[name] ?? samples[locale][key as SupervisorKey];
}

function Piece({ text, placeholder, unknown, locale }: ReturnType<typeof pieces>[number] & { locale: Locale }) {
  if (placeholder) return <mark>{sampleOf(placeholder, locale)}</mark>;
  return unknown ? <mark class="unknown">{text}</mark> : <>{text}</>;
}
