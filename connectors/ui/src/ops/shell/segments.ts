import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Segments } from "../../shared/frames/ops_journey";
import type { Answer } from "../loaded";

const Context = createContext<Answer<Segments> | undefined>(undefined);

export const SegmentsProvider = Context.Provider;

/** The saved segments, read once for all pages; `again` after one was saved or removed. */
export function useSegments(): Answer<Segments> {
  const segments = useContext(Context);
  if (!segments) throw new Error("no segments: the page stands outside the shell");
  return segments;
}
