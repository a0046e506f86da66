import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, load } from "../shared/api";
import { whenSeen } from "../shared/seen";

/** What was loaded, and when, in ms since 1970. When it could not be loaded again, what was there before stays. */
export type Loaded<T> =
  | { phase: "loading"; data?: T; at?: number }
  | { phase: "ready"; data: T; at: number }
  | { phase: "failed"; status?: number; data?: T; at?: number };

/**
 * What `path` answers; while another path loads, the last answer stays. `again` loads anew when it changes, and so does
 * every page that is seen again, has its network back, or was looked at for `every` ms.
 */
export function useLoaded<T>(path: string, again = 0, every?: number): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ phase: "loading" });
  const [beat, setBeat] = useState(0);
  const loaded = useRef<string>(undefined);
  useEffect(() => (every === undefined ? undefined : whenSeen(() => setBeat((last) => last + 1), every)), [every]);
  useEffect(() => {
    let current = true;
    setState(({ data, at }) => ({ phase: "loading", data, at }));
    load<T>(path).then(
      (data) => {
        if (!current) return;
        loaded.current = path;
        setState({ phase: "ready", data, at: Date.now() });
      },
      (error: unknown) => {
        if (!current) return;
        if (!(error instanceof ApiError) && !(error instanceof TypeError)) throw error;
        const status = error instanceof ApiError ? error.status : undefined;
        setState(({ data, at }) => ({ phase: "failed", status, ...(loaded.current === path ? { data, at } : {}) }));
      },
    );
    return () => void (current = false);
  }, [path, again, beat]);
  return state;
}
