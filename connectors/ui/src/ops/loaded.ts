import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, load } from "../shared/api";
import { whenSeen } from "../shared/seen";
import type { Shape } from "../shared/shape";

/** The gateway said yes, but not what was expected; names what did not fit. */
export class StrangeAnswer extends Error {}

export type Failure = ApiError | TypeError | StrangeAnswer;

/** In ms: a load that takes longer was lost on the way, and the next beat begins anew. */
const LOST = 60_000;

/**
 * What was loaded, and when, in ms since 1970. When it could not be loaded again, what was there before stays, and why
 * it could not stays until it can.
 */
export type Loaded<T> =
  | { phase: "loading"; error?: Failure; data?: T; at?: number }
  | { phase: "ready"; error?: undefined; data: T; at: number }
  | { phase: "failed"; error: Failure; data?: T; at?: number };

/** With the way to load it anew. */
export type Answer<T> = Loaded<T> & { again(): void };

/** Throws ApiError, TypeError (no network), StrangeAnswer or what `until` was aborted with. */
export async function read<T>(path: string, shape: Shape<T>, until?: AbortSignal): Promise<T> {
  const answer = await load<unknown>(path, until);
  const [fault] = shape.faults(answer, path);
  if (fault) throw new StrangeAnswer(fault);
  return answer as T;
}

/** What went wrong on the way to the gateway or there; anything else is our own mistake and thrown on. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError || error instanceof TypeError || error instanceof StrangeAnswer) return error;
  throw error;
}

/**
 * What `path` answers; while another path loads, the last answer stays. Every page that is seen again, has its network
 * back, or was looked at for `every` ms loads anew, unless it is being loaded. Without a path nothing is asked.
 */
export function useLoaded<T>(path: string | undefined, shape: Shape<T>, every?: number): Answer<T> {
  const [state, setState] = useState<Loaded<T>>({ phase: "loading" });
  const [beat, setBeat] = useState(0);
  const asked = useRef<string>(undefined);
  const loaded = useRef<string>(undefined);
  const began = useRef<number>(undefined);
  const again = () => setBeat((last) => last + 1);
  const onBeat = () => void (Date.now() - (began.current ?? -Infinity) >= LOST && again());
  useEffect(() => (every === undefined ? undefined : whenSeen(onBeat, every)), [every]);
  useEffect(() => {
    if (path === undefined) return;
    const ended = new AbortController();
    const same = asked.current === path;
    asked.current = path;
    began.current = Date.now();
    setState(({ error, data, at }) => ({ phase: "loading", error: same ? error : undefined, data, at }));
    read(path, shape, ended.signal).then(
      (data) => {
        if (ended.signal.aborted) return;
        began.current = undefined;
        loaded.current = path;
        setState({ phase: "ready", data, at: Date.now() });
      },
      (error: unknown) => {
        if (ended.signal.aborted) return;
        began.current = undefined;
        const failed = { phase: "failed", error: failureOf(error) } as const;
        setState(({ data, at }) => ({ ...failed, ...(loaded.current === path ? { data, at } : {}) }));
      },
    );
    return () => {
      ended.abort();
      began.current = undefined;
    };
  }, [path, beat]);
  return { ...state, again };
}
