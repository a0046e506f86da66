import { useEffect, useState } from "preact/hooks";

/** The present in ms since 1970, renewed every `every` ms. */
export function useNow(every: number): number {
  const [now, set] = useState(Date.now);
  useEffect(() => {
    set(Date.now());
    const timer = setInterval(() => set(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** Whole seconds until `at` (ms since 1970), counted down while shown. */
export function useCountdown(at: number | undefined): number {
  const left = () => Math.max(1, Math.ceil(((at ?? 0) - Date.now()) / 1000));
  const [seconds, set] = useState(left);
  useEffect(() => {
    set(left());
    const timer = setInterval(() => set(left()), 500);
    return () => clearInterval(timer);
  }, [at]);
  return seconds;
}
