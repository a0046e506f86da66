import type { Desk } from "../desk";
import type { PreferenceStore } from "../preferences";
import type { Room } from "../room";
import type { DeskState } from "../state";
import type { Asking } from "./asking";
import { Floating } from "./elsewhere";
import { Invite } from "./invite";
import { Lists } from "./lists";
import { Offers } from "./offers";
import { Panes } from "./panes";
import { Side } from "./side";
import { Veil } from "./veil";

interface Props {
  state: DeskState;
  desk: Desk;
  preferences: PreferenceStore;
  room: Room;
  ask(asking: Asking): void;
}

/** Where agents sit: lists, chats side by side, facts about the one that is worked in. */
export function DeskPage({ state, desk, preferences, room, ask }: Props) {
  return (
    <main class="columns">
      <Lists state={state} desk={desk}>
        <Offers state={state} desk={desk} />
        {state.agent.status === "online" && <Invite preferences={preferences} />}
      </Lists>
      <Panes state={state} desk={desk} ask={ask} side={room.side} onSide={room.toggleSide} />
      {room.covered && <Veil onClose={room.toggleSide} />}
      <Side state={state} desk={desk} />
      <Floating state={state} desk={desk} />
    </main>
  );
}
