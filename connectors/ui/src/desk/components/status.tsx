import type { Desk } from "../desk";
import { useWords } from "../language";
import type { DeskState } from "../state";

export function StatusSwitch({ state, desk }: { state: DeskState; desk: Desk }) {
  const { words } = useWords();
  const online = state.agent.status === "online";
  return (
    <button
      class="status"
      role="switch"
      aria-checked={online}
      disabled={state.phase !== "ready"}
      aria-label={`${words("status.label")}: ${words(online ? "status.online" : "status.away")}`}
      onClick={() => desk.setStatus(online ? "away" : "online")}
    >
      <span class={`lamp ${online ? "on" : "busy"}`} />
      {words(online ? "status.online" : "status.away")}
    </button>
  );
}
