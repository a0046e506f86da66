import { useEffect, useState } from "preact/hooks";
import { ApiError, load } from "../shared/api";

export type Loaded<T> =
  | { phase: "loading"; data?: T }
  | { phase: "ready"; data: T }
  | { phase: "failed"; status?: number; data?: undefined };

/** What `path` answers; while another path loads, the last answer stays. `again` loads anew when it changes. */
export function useLoaded<T>(path: string, again = 0): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ phase: "loading" });
  useEffect(() => {
    let current = true;
    setState((before) => ({ phase: "loading", data: before.data }));
    load<T>(path).then(
      (data) => current && setState({ phase: "ready", data }),
      (error: unknown) => {
        if (!current) return;
        if (!(error instanceof ApiError) && !(error instanceof TypeError)) throw error;
        setState({ phase: "failed", status: error instanceof ApiError ? error.status : undefined });
      },
    );
    return () => void (current = false);
  }, [path, again]);
  return state;
}
