import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { whenSeen } from "../../shared/seen";
import { faultOf, type Fault } from "./fault";

/** What was read last, and why it could not be read again; both are there when only the last attempt failed. */
export interface Loaded<T> {
  data?: T;
  fault?: Fault;
  /** Reads again; never two at once. */
  reload(): Promise<void>;
}

export function useLoaded<T>(read: () => Promise<T>): Loaded<T> {
  const [found, setFound] = useState<{ data?: T; fault?: Fault }>({});
  const current = useRef(true);
  const running = useRef<Promise<void> | undefined>(undefined);
  const reload = useCallback(() => {
    running.current ??= attempt(read, (next) => current.current && setFound((last) => ({ ...last, fault: undefined, ...next }))).finally(
      () => (running.current = undefined),
    );
    return running.current;
  }, []);
  useEffect(() => {
    current.current = true;
    void reload();
    return () => void (current.current = false);
  }, []);
  return { ...found, reload };
}

async function attempt<T>(read: () => Promise<T>, tell: (found: { data?: T; fault?: Fault }) => void): Promise<void> {
  try {
    tell({ data: await read() });
  } catch (error) {
    tell({ fault: faultOf(error) });
  }
}

/** Reads again every `every` ms while the page is looked at, and at most once a second when one of `causes` changes. */
export function useFresh(reload: () => Promise<void>, every: number, causes: readonly unknown[]): void {
  useEffect(() => whenSeen(() => void reload(), every), [every]);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) return void (first.current = false);
    const timer = setTimeout(() => void reload(), 300);
    return () => clearTimeout(timer);
  }, causes);
}
