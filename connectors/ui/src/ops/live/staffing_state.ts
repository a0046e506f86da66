import type { Staffing } from "../../shared/frames/ops_live";

export type Enough = "unknown" | "quiet" | "enough" | "short" | "nobody";

/** Whether those who take chats now are enough, and how many are missing. */
export function enough({ needed, there }: Pick<Staffing, "needed" | "there">): { state: Enough; missing: number } {
  if (needed === null) return { state: "unknown", missing: 0 };
  const missing = Math.max(0, needed - there);
  if (missing === 0) return { state: needed === 0 ? "quiet" : "enough", missing };
  return { state: there === 0 ? "nobody" : "short", missing };
}
