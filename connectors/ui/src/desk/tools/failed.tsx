import { useToolWords } from "./language";

/** Something did not come, why, and the way to ask again; nothing without a reason. */
export function Failed({ reason, again }: { reason?: string; again(): void }) {
  const { tool } = useToolWords();
  if (reason === undefined) return null;
  return (
    <p class="slip" role="alert">
      {tool(reason === "forbidden" ? "load.forbidden" : "load.failed")}{" "}
      <button class="link" onClick={again}>
        {tool("load.again")}
      </button>
    </p>
  );
}
