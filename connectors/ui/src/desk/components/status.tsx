import type { Agent } from "../../shared/frames/desk";
import { CheckIcon } from "../../shared/icons";
import type { Desk } from "../desk";
import { ChevronIcon } from "../icons";
import { useWords } from "../language";
import { useRoving } from "../roving";
import type { DeskState } from "../state";
import { Popover } from "./popover";

const STATUSES: readonly Agent["status"][] = ["online", "busy", "away"];
export const LAMPS = { online: "on", busy: "busy", away: "" } as const;

/** Whether chats come to this agent, and what each answer means. */
export function StatusMenu({ state, desk }: { state: DeskState; desk: Desk }) {
  const { words } = useWords();
  const { status } = state.agent;
  const face = (
    <>
      <span class={`lamp ${LAMPS[status]}`} />
      <span class="word">{words(`status.${status}`)}</span>
      <ChevronIcon />
    </>
  );
  const label = `${words("status.label")}: ${words(`status.${status}`)}`;
  return (
    <Popover class="status" label={label} face={face} role="menu" align="end" dataKey="status" disabled={state.phase !== "ready"}>
      {(close) => <Choices status={status} choose={(next) => (desk.setStatus(next), close())} />}
    </Popover>
  );
}

function Choices({ status, choose }: { status: Agent["status"]; choose(status: Agent["status"]): void }) {
  const { words } = useWords();
  const { box, onKeyDown, onFocusIn } = useRoving("button");
  return (
    <div class="menu" ref={(node) => void (box.current = node)} onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
      {STATUSES.map((one) => (
        <button key={one} type="button" role="menuitemradio" aria-checked={one === status} aria-label={words(`status.${one}`)} onClick={() => choose(one)}>
          <span class={`lamp ${LAMPS[one]}`} />
          <span>
            <strong>{words(`status.${one}`)}</strong>
            <small>{words(`status.${one}_hint`)}</small>
          </span>
          {one === status && <CheckIcon />}
        </button>
      ))}
    </div>
  );
}
