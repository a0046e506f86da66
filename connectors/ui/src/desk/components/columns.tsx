import { useStore } from "../../shared/store";
import { ColumnsIcon } from "../icons";
import { KEYS } from "../keys";
import { useWords } from "../language";
import type { PreferenceStore } from "../preferences";

/** One more chat side by side with each press, and after the last one again. */
export function ColumnsButton({ preferences, room }: { preferences: PreferenceStore; room: number }) {
  const { words } = useWords();
  const columns = Math.min(useStore(preferences).columns, room);
  if (room < 2) return null;
  const label = words("chat.columns", { count: columns });
  return (
    <button
      type="button"
      class="quiet count-columns"
      aria-label={label}
      title={`${label} (${KEYS.columns.shown})`}
      data-key="columns"
      onClick={() => preferences.dispatch({ columns: (columns % room) + 1 })}
    >
      <ColumnsIcon /> {columns}
    </button>
  );
}
