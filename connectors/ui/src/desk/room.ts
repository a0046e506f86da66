import { useEffect, useState } from "preact/hooks";
import { roomFor } from "./panes";

/** How many columns the window has room for, as it is resized. */
export function useRoom(side: boolean): number {
  const [width, set] = useState(window.innerWidth);
  useEffect(() => {
    const onResize = () => set(window.innerWidth);
    window.addEventListener("resize", onResize);
    return () => window.removeEventListener("resize", onResize);
  }, []);
  return roomFor(width, side);
}
