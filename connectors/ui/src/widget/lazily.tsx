import { createElement, type FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

/** How long after its code could not be fetched it is tried again while it is to be shown, in ms. */
const AGAIN = 5_000;

/**
 * A component whose code is fetched when it is first to be shown; nothing stands there before. Where it cannot be
 * fetched, `missing` stands there, and it is tried again.
 */
export function lazily<Props extends object>(
  fetch: () => Promise<FunctionComponent<Props>>,
  missing?: FunctionComponent<Props>,
): FunctionComponent<Props> {
  let fetched: FunctionComponent<Props> | undefined;
  return function Lazy(props: Props) {
    const [, draw] = useState(fetched !== undefined);
    const [failures, setFailures] = useState(0);
    useEffect(() => {
      if (fetched) return;
      const keep = (component: FunctionComponent<Props>) => draw((fetched = component) !== undefined);
      const ask = () => void fetch().then(keep, () => setFailures(failures + 1));
      if (failures === 0) return ask();
      const timer = setTimeout(ask, AGAIN);
      return () => clearTimeout(timer);
    }, [failures]);
    const shown = fetched ?? (failures > 0 ? missing : undefined);
    return shown ? createElement(shown, props) : null;
  };
}
