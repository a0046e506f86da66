import type { Onlooker } from "../../shared/frames/desk";
import { EyeIcon } from "../icons";
import { useWords } from "../language";

/** Who else is here, so that two people do not answer one customer. */
export function Onlookers({ onlookers }: { onlookers: readonly Onlooker[] }) {
  const { words } = useWords();
  const writing = onlookers.filter((one) => one.writing);
  const who = writing.length > 0 ? writing : onlookers;
  const kind = `presence.${writing.length > 0 ? "writing" : "looking"}` as const;
  const names = who.map((one) => one.name).join(", ");
  return (
    <p class={`onlookers ${writing.length > 0 ? "writing" : ""}`} role="status">
      {who.length > 0 && (
        <span class="chip info">
          <EyeIcon /> {words(who.length > 1 ? `${kind}_many` : kind, { names })}
        </span>
      )}
    </p>
  );
}
