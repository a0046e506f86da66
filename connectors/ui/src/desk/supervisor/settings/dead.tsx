import { time } from "../../../shared/format";
import { useAct } from "../act";
import { gateway } from "../gateway";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import { useSay } from "../notice";
import { Ready } from "../parts";
import type { DeadDelivery } from "../shapes";

/** What could not be delivered and was given up. */
export function DeadDeliveries({ onRetried }: { onRetried(): Promise<void> }) {
  const { words } = useWords();
  const loaded = useLoaded(gateway.dead);
  const again = async () => {
    await Promise.all([loaded.reload(), onRetried()]);
  };
  return (
    <section class="part">
      <h4>{words("webhooks.dead")}</h4>
      <Ready loaded={loaded}>
        {(deliveries) => (
          <>
            <p class="soft">{words(deliveries.length > 0 ? "webhooks.dead_intro" : "webhooks.dead_none")}</p>
            <ul class="rows">
              {deliveries.map((delivery) => (
                <DeadRow key={delivery.id} delivery={delivery} reload={again} />
              ))}
            </ul>
          </>
        )}
      </Ready>
    </section>
  );
}

function DeadRow({ delivery, reload }: { delivery: DeadDelivery; reload(): Promise<void> }) {
  const { words, locale } = useWords();
  const say = useSay();
  const type = wordFor(words, "event", delivery.type);
  const act = useAct(async () => {
    await gateway.retry(delivery.id);
    await reload();
    say("webhooks.retried");
  });
  return (
    <li class="row-line">
      <div class="grow">
        <p class="title-line">
          <strong>{type}</strong> <span class="soft code">{delivery.url}</span>
        </p>
        <p class="marks">
          <span class="chip bad">{delivery.last_status ?? words("webhooks.dead")}</span>
          <span class="soft">
            {time(delivery.created_at, "moment", locale)} · {words("webhooks.attempts", { count: delivery.attempt })}
            {delivery.last_error && <> · {delivery.last_error}</>}
          </span>
        </p>
        {act.failure}
      </div>
      <button type="button" class="button" disabled={act.busy} aria-label={words("webhooks.retry_of", { type })} onClick={() => act.run()}>
        {words("webhooks.retry")}
      </button>
    </li>
  );
}
