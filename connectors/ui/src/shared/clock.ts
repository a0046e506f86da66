import { useEffect, useState } from "preact/hooks";

/** One timer for all that look at the same clock: two hundred rows tick at once, and together. */
interface Ticker {
  timer: number;
  watchers: Set<(now: number) => void>;
}
const tickers = new Map<number, Ticker>();

function watch(every: number, watcher: (now: number) => void): () => void {
  const ticker = tickers.get(every) ?? startTicker(every);
  ticker.watchers.add(watcher);
  return () => {
    ticker.watchers.delete(watcher);
    if (ticker.watchers.size > 0) return;
    clearInterval(ticker.timer);
    tickers.delete(every);
  };
}

function startTicker(every: number): Ticker {
  const watchers: Ticker["watchers"] = new Set();
  const tick = () => {
    const now = Date.now();
    for (const watcher of [...watchers]) watcher(now);
  };
  const ticker = { timer: window.setInterval(tick, every), watchers };
  tickers.set(every, ticker);
  return ticker;
}

/** The present in ms since 1970, renewed every `every` ms. */
export function useNow(every: number): number {
  const [now, set] = useState(Date.now);
  useEffect(() => {
    set(Date.now());
    return watch(every, set);
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
