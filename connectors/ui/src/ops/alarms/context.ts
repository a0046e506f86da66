import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Alarms } from "../../shared/frames/ops_goals";
import type { Answer } from "../loaded";

const Context = createContext<Answer<Alarms> | undefined>(undefined);

export const AlarmsProvider = Context.Provider;

/** What was said of late, read once for all pages. */
export function useAlarms(): Answer<Alarms> {
  const alarms = useContext(Context);
  if (!alarms) throw new Error("no alarms: the page stands outside the shell");
  return alarms;
}
