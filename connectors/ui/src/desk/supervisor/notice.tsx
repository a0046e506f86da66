import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { CheckIcon } from "../../shared/icons";
import type { SupervisorKey } from "./catalogue/ko";
import { useWords } from "./language";

/** How long, in ms, it is shown that something was done. */
const STAYS = 4_000;

type Say = (key: SupervisorKey, params?: Record<string, unknown>) => void;
const Context = createContext<Say>(() => undefined);

/** Says that something was done, at the foot of the page. */
export const useSay = (): Say => useContext(Context);

export function Notices({ children }: { children: ComponentChildren }) {
  const { words } = useWords();
  const [said, set] = useState<{ key: SupervisorKey; params?: Record<string, unknown> }>();
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => set(undefined), STAYS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Context.Provider value={(key, params) => set({ key, ...(params ? { params } : {}) })}>
      {children}
      <div class="admin-done" role="status">
        {said && (
          <p>
            <CheckIcon /> {words(said.key, said.params)}
          </p>
        )}
      </div>
    </Context.Provider>
  );
}
