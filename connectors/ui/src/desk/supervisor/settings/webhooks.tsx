import { useDrafts } from "../drafts";
import { gateway } from "../gateway";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { Ready, SectionHead } from "../parts";
import { hashOf } from "../route";
import type { Webhook } from "../shapes";
import { DeadDeliveries } from "./dead";
import { Secret, type ShownSecret } from "./secret";
import { WebhookForm } from "./webhook";

/** The secret of a new webhook is in no answer but the first: it counts as unsaved until somebody has put it in place. */
const SECRET = "webhooks/secret";

export function WebhooksSection({ id }: { id: string | undefined }) {
  const { words } = useWords();
  const loaded = useLoaded(gateway.webhooks);
  const drafts = useDrafts();
  const secret = drafts.get(SECRET) as ShownSecret | undefined;
  const keep = (next: ShownSecret) => drafts.set(SECRET, next);
  if (id === "new") return <WebhookForm reload={loaded.reload} onSecret={keep} />;
  if (id) {
    return (
      <Ready loaded={loaded}>
        {(webhooks) => {
          const webhook = webhooks.find((one) => one.id === id);
          return webhook ? <WebhookForm key={id} webhook={webhook} reload={loaded.reload} onSecret={keep} /> : <SectionHead title={words("admin.not_found")} back="webhooks" />;
        }}
      </Ready>
    );
  }
  return (
    <>
      <SectionHead title={words("admin.webhooks")} intro={words("webhooks.intro")}>
        <a class="button strong" href={hashOf("webhooks", "new")}>
          {words("webhooks.add")}
        </a>
      </SectionHead>
      {secret && <Secret {...secret} onDone={() => drafts.set(SECRET, {})} />}
      <Ready loaded={loaded}>
        {(webhooks) => (
          <>
            {webhooks.length === 0 && <p class="soft none">{words("webhooks.none")}</p>}
            <ul class="rows">
              {webhooks.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} />
              ))}
            </ul>
            {webhooks.length > 0 && <DeadDeliveries onRetried={loaded.reload} />}
          </>
        )}
      </Ready>
    </>
  );
}

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { words } = useWords();
  const drafts = useDrafts();
  const events = webhook.events.length > 0 ? webhook.events.map((event) => words(`event.${event}`)).join(", ") : words("webhooks.all_events");
  return (
    <li class="row-line">
      <div class="grow">
        <p class="title-line">
          <strong class="code">{webhook.url}</strong>
        </p>
        <p class="marks">
          <span class={`chip ${webhook.enabled ? "good" : ""}`}>{words(webhook.enabled ? "webhooks.on" : "webhooks.off")}</span>
          {webhook.waiting > 0 && <span class="chip info">{words("webhooks.waiting", { count: webhook.waiting })}</span>}
          {webhook.dead > 0 && <span class="chip bad">{words("webhooks.dead_count", { count: webhook.dead })}</span>}
          {drafts.has(`webhooks/${webhook.id}`) && <span class="chip warn">{words("admin.unsaved")}</span>}
          <span class="soft">{events}</span>
        </p>
      </div>
      <a class="button outline" href={hashOf("webhooks", webhook.id)} aria-label={words("edit.edit_named", { name: webhook.url })}>
        {words("edit.edit")}
      </a>
    </li>
  );
}
