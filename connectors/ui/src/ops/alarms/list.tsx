import { time } from "../../shared/format";
import { CheckIcon } from "../../shared/icons";
import { useWords, wordFor } from "../language";
import { gateway } from "../goals/gateway";
import { useSubmitting } from "../goals/submitting";
import { useAlarms } from "./context";
import { saidBy } from "./said";

/** Everything that was said of late, the newest first. */
export function AlarmList() {
  const { words, locale } = useWords();
  const alarms = useAlarms();
  const { busy, fault, submit } = useSubmitting();
  const found = alarms.data?.alarms ?? [];
  return (
    <section class="panel-box">
      <header>
        <h2>{words("alarm.title")}</h2>
      </header>
      {alarms.data === undefined && <p class="none">{words(alarms.error ? "ops.failed_title" : "ops.loading")}</p>}
      {alarms.data && found.length === 0 && <p class="none">{words("alarm.none")}</p>}
      {fault && (
        <p class="fault" role="alert">
          {words(fault.key)}
        </p>
      )}
      <ul class="alarm-list">
        {found.map((alarm) => (
          <li key={alarm.id}>
            <time dateTime={alarm.at}>{time(alarm.at, "moment", locale)}</time>
            <p>{saidBy(alarm, words, locale, (metric) => wordFor(words, "metric", metric))}</p>
            {alarm.seen_at ? (
              <span class="chip">
                <CheckIcon /> {words("alarm.was_seen")}
              </span>
            ) : (
              <button class="button outline" disabled={busy} onClick={() => submit(() => gateway.seen(alarm.id), alarms.again)}>
                {words("alarm.seen")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
