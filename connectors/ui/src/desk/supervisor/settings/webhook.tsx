import { useAct, useRemoval } from "../act";
import { useForm } from "../form";
import { Foot, savesOnKey } from "../foot";
import { gateway, type WebhookFields } from "../gateway";
import { useWords } from "../language";
import { useSay } from "../notice";
import { AskedButton, Checks, Field, FieldGroup, SectionHead } from "../parts";
import { go } from "../route";
import type { ShownSecret } from "./secret";
import { EVENTS, type Webhook } from "../shapes";

type Values = Pick<WebhookFields, "url" | "events">;

const fresh: Values = { url: "", events: [] };

interface Props {
  webhook?: Webhook;
  reload(): Promise<void>;
  /** The one time that it is told. */
  onSecret(secret: ShownSecret): void;
}

export function WebhookForm({ webhook, reload, onSecret }: Props) {
  const { words } = useWords();
  const say = useSay();
  const form = useForm<Values>({
    id: `webhooks/${webhook?.id ?? "new"}`,
    kept: webhook ? { url: webhook.url, events: webhook.events } : fresh,
    fresh: !webhook,
    async save(changed, values) {
      if (webhook) await gateway.changeWebhook(webhook.id, changed);
      else await add(values);
      await reload();
      say(webhook ? "edit.saved" : "edit.added");
      if (!webhook) go("webhooks");
    },
  });
  const add = async (values: Values) => {
    const made = await gateway.addWebhook(values);
    if (made.secret) onSecret({ url: made.webhook.url, secret: made.secret });
  };
  const title = webhook ? webhook.url : words("webhooks.new");
  return (
    <>
      <SectionHead title={title} back="webhooks" />
      <form class="sheet" aria-label={title} onSubmit={form.submit} onKeyDown={savesOnKey(form)}>
        <Field label={words("webhooks.url")} name="url" faults={form.faults}>
          {(props) => (
            <input
              {...props}
              type="text"
              inputMode="url"
              class="code"
              spellcheck={false}
              placeholder="https://"
              value={form.values.url}
              onInput={(event) => form.change({ url: event.currentTarget.value.trim() })}
            />
          )}
        </Field>
        <FieldGroup label={words("webhooks.events")} hint={words("webhooks.events_hint")} name="events" faults={form.faults}>
          <Checks options={EVENTS} chosen={form.values.events} name={(event) => words(`event.${event}`)} onChange={(events) => form.change({ events })} />
        </FieldGroup>
        <Foot form={form} />
      </form>
      {webhook && <Standing webhook={webhook} reload={reload} />}
    </>
  );
}

/** On or off, and gone: these work at once. */
function Standing({ webhook, reload }: { webhook: Webhook; reload(): Promise<void> }) {
  const { words } = useWords();
  const say = useSay();
  const removal = useRemoval(() => gateway.removeWebhook(webhook.id), webhook.url, "webhooks", webhook.id, reload);
  const turn = useAct(async () => {
    await gateway.changeWebhook(webhook.id, { enabled: !webhook.enabled });
    await reload();
    say(webhook.enabled ? "webhooks.now_off" : "webhooks.now_on");
  });
  return (
    <section class="sheet standing">
      <p>
        <span class={`chip ${webhook.enabled ? "good" : ""}`}>{words(webhook.enabled ? "webhooks.on" : "webhooks.off")}</span>{" "}
        {webhook.enabled && <span class="soft">{words("webhooks.disable_hint")}</span>}
      </p>
      <button type="button" class="button" disabled={turn.busy} onClick={() => turn.run()}>
        {words(webhook.enabled ? "webhooks.disable" : "webhooks.enable")}
      </button>
      <AskedButton label={words("edit.remove")} sure={words("edit.remove_sure")} busy={removal.busy} onYes={removal.run} />
      {turn.failure}
      {removal.failure}
    </section>
  );
}
