import { time } from "../../../shared/format";
import { useAct } from "../act";
import { gateway } from "../gateway";
import { useWords } from "../language";
import { useSay } from "../notice";
import { AskedButton } from "../parts";
import type { AccountOfAgent } from "../shapes";

/** For whoever lost telephone and recovery codes. */
export function SecondFactor({ agent, since, reload }: { agent: AccountOfAgent; since: string; reload(): Promise<void> }) {
  const { words, locale } = useWords();
  const say = useSay();
  const act = useAct(async () => {
    await gateway.resetSecondFactor(agent.id);
    await reload();
    say("agents.second_gone");
  });
  return (
    <section class="sheet standing">
      <p class="soft">{words("agents.second_text", { time: time(since, "moment", locale) })}</p>
      <AskedButton label={words("agents.second_reset")} sure={words("agents.second_sure", { name: agent.name })} busy={act.busy} onYes={act.run} />
      {act.failure}
    </section>
  );
}
