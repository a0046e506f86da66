import { useWords } from "../language";
import type { WidgetState } from "../state";
import { Face } from "../../shared/face";

export function TypingRow({ typing }: { typing: WidgetState["typing"] }) {
  const { words } = useWords();
  if (!typing) return null;
  const name = typing.name ?? words("sender.agent");
  return (
    <div class="row theirs first typing">
      <Face name={typing.who === "agent" ? name : undefined} />
      <p class="bubble dots">
        <span class="sr">{typing.who === "agent" ? words("typing.agent", { name }) : words("typing.bot")}</span>
        <i />
        <i />
        <i />
      </p>
    </div>
  );
}
