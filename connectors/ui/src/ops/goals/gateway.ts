import { change, post } from "../../shared/api";
import type { GoalFields, ImprovementFields } from "../../shared/frames/ops_goals";

const at = (path: string, id: string): string => `/ops/api/${path}/${encodeURIComponent(id)}`;

/** What the page changes. All throw ApiError or TypeError (no network). */
export const gateway = {
  addGoal: (fields: GoalFields) => post("/ops/api/goals", fields),
  removeGoal: (id: string) => change("DELETE", at("goals", id)),
  addImprovement: (fields: ImprovementFields) => post("/ops/api/improvements", fields),
  decide: (id: string, verdict: "kept" | "withdrawn") => post(`${at("improvements", id)}/verdict`, { verdict }),
  removeImprovement: (id: string) => change("DELETE", at("improvements", id)),
  seen: (id: string) => post(`${at("alarms", id)}/seen`),
};
