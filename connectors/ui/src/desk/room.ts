import { useEffect, useState } from "preact/hooks";
import { useStore } from "../shared/store";
import { roomFor } from "./panes";
import type { PreferenceStore } from "./preferences";

/** From this width on, in px, the facts about a chat stand beside it; desk.css has the same. */
const BESIDE = 1081;

function useWidth(): number {
  const [width, set] = useState(window.innerWidth);
  useEffect(() => {
    const onResize = () => set(window.innerWidth);
    window.addEventListener("resize", onResize);
    return () => window.removeEventListener("resize", onResize);
  }, []);
  return width;
}

export interface Room {
  /** Columns that there is room for. */
  columns: number;
  side: boolean;
  /** The facts cover a part of the chat. */
  covered: boolean;
  toggleSide(): void;
}

/** Facts stand beside the chat as the agent likes it; on a narrow window they lie above it, for this chat only. */
export function useRoom(preferences: PreferenceStore, selected: string | undefined): Room {
  const width = useWidth();
  const { side } = useStore(preferences);
  const [above, setAbove] = useState<string>();
  const beside = width >= BESIDE;
  const shown = selected !== undefined && (beside ? side : above === selected);
  const toggleSide = () => (beside ? preferences.dispatch({ side: !side }) : setAbove(above === selected ? undefined : selected));
  return { columns: roomFor(width, beside && side), side: shown, covered: shown && !beside, toggleSide };
}
