import { metric, options } from "../../shared/frames/ops";
import { list, object, type Infer } from "../../shared/shape";
import { useLoaded, type Answer } from "../loaded";

const known = object({ metrics: list(metric), options });
/** What the forms choose from: metrics with unit, good direction and value, and the values to narrow by; of the last 30 days. */
export type Known = Infer<typeof known>;

/** All forms of a page share it; nothing is asked before it is wanted. */
export const useKnown = (wanted: boolean): Answer<Known> => useLoaded(wanted ? "/ops/api/overview" : undefined, known);
