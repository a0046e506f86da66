import type { Alarm } from "../../shared/frames/ops_goals";
import { useWords, wordFor } from "../language";
import { gateway } from "../goals/gateway";
import { useSubmitting } from "../goals/submitting";
import { AlarmIcon } from "../shell/icons";
import { useAlarms } from "./context";
import { saidBy } from "./said";

/** More than these are in the list of the goals' page. */
const MOST = 2;

/** What nobody has seen yet, on every page, until somebody says that they have. */
export function AlarmBanner() {
  const { words } = useWords();
  const alarms = useAlarms();
  const unseen = alarms.data?.alarms.filter(({ seen_at }) => seen_at === null) ?? [];
  if (unseen.length === 0) return null;
  return (
    <ul class="alarms" aria-label={words("alarm.title")}>
      {unseen.slice(0, MOST).map((alarm) => (
        <Unseen key={alarm.id} alarm={alarm} onSeen={alarms.again} />
      ))}
      {unseen.length > MOST && <li class="more">{words("alarm.more", { count: unseen.length - MOST })}</li>}
    </ul>
  );
}

function Unseen({ alarm, onSeen }: { alarm: Alarm; onSeen(): void }) {
  const { words, locale } = useWords();
  const { busy, fault, submit } = useSubmitting();
  return (
    <li class={alarm.kind === "goal_missed" ? "alarm bad" : "alarm"}>
      <AlarmIcon />
      <p>
        {saidBy(alarm, words, locale, (metric) => wordFor(words, "metric", metric))}
        {fault && (
          <span class="fault" role="alert">
            {words(fault.key)}
          </span>
        )}
      </p>
      <button class="button" disabled={busy} onClick={() => submit(() => gateway.seen(alarm.id), onSeen)}>
        {words("alarm.seen")}
      </button>
    </li>
  );
}
