import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** So close to the end, in px, that the reader wants to stay there. */
const NEAR = 80;
/** Above the row that is read first, in px. */
const MARGIN = 12;

interface Reading {
  box: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  toEnd(): void;
  /** What is below the part that is seen: more of the newest answer, or something new. */
  below?: "more" | "new";
  atEnd(): boolean;
}

/**
 * A log that follows its end unless somebody has scrolled up to read; `lastId` is the newest thing in it, `ownCount` how
 * much the reader said that is not confirmed yet: what they say they want to see. What is taller than the box is
 * followed only until its first row, `startId`, is at the top: it is read from its beginning.
 */
export function useEndOf(lastId: string | undefined, ownCount: number, startId?: string): Reading {
  const box = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const [below, setBelow] = useState<Reading["below"]>();
  const ownBefore = useRef(ownCount);

  const goTo = (top: number) => {
    box.current!.scrollTop = top;
    near.current = endOf(box.current!) - top < NEAR;
    setBelow(near.current ? undefined : "more");
  };
  const toEnd = () => goTo(endOf(box.current!));
  const follow = () => {
    const start = startId === undefined ? null : box.current!.querySelector(`[data-message="${startId}"]`);
    goTo(Math.min(endOf(box.current!), start ? limitAt(box.current!, start) : Infinity));
  };
  const onScroll = () => {
    if (!box.current) return;
    near.current = endOf(box.current) - box.current.scrollTop < NEAR;
    if (near.current) setBelow(undefined);
  };
  useLayoutEffect(() => {
    const said = ownCount > ownBefore.current;
    const confirmed = ownCount < ownBefore.current;
    ownBefore.current = ownCount;
    if (said) toEnd();
    else if (near.current) follow();
    else if (!confirmed) setBelow("new");
  }, [lastId, ownCount]);
  useLayoutEffect(() => {
    if (near.current) follow();
  });
  useEffect(() => {
    const watch = new ResizeObserver(() => box.current && near.current && toEnd());
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  return { box, onScroll, toEnd, below, atEnd: () => near.current };
}

const endOf = (box: HTMLElement): number => box.scrollHeight - box.clientHeight;

/** How far to scroll so that `start` is at the top; no limit once the reader is past it. */
function limitAt(box: HTMLElement, start: Element): number {
  const top = box.scrollTop + start.getBoundingClientRect().top - box.getBoundingClientRect().top - MARGIN;
  return top < box.scrollTop - 1 ? Infinity : top;
}
