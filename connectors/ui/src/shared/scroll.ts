import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** So close to the end, in px, that the reader wants to stay there. */
const NEAR = 80;

interface Reading {
  box: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  toEnd(): void;
  /** Something new is below what is being read. */
  unseen: boolean;
  atEnd(): boolean;
}

/** A log that follows its end unless somebody has scrolled up to read; `lastId` is the newest thing in it. */
export function useEndOf(lastId: string | undefined, ownCount: number): Reading {
  const box = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const [unseen, setUnseen] = useState(false);

  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    near.current = true;
    setUnseen(false);
  };
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    near.current = scrollHeight - scrollTop - clientHeight < NEAR;
    if (near.current) setUnseen(false);
  };
  useLayoutEffect(() => {
    if (near.current || ownCount > 0) toEnd();
    else setUnseen(true);
  }, [lastId, ownCount]);
  useLayoutEffect(() => {
    if (near.current) toEnd();
  });
  useEffect(() => {
    const watch = new ResizeObserver(() => near.current && toEnd());
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  return { box, onScroll, toEnd, unseen, atEnd: () => near.current };
}
