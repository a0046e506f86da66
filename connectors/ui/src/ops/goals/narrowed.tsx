import { useWords } from "../language";
import { NARROWS } from "../query";
import { valueWord } from "../shell/values";

/** What a saved filter narrows to, as chips; everything when it has none. */
export function Narrowed({ filter }: { filter: Record<string, unknown> }) {
  const { words } = useWords();
  const set = NARROWS.filter((name) => filter[name] !== undefined);
  if (set.length === 0) return <span class="chip">{words("goal.everything")}</span>;
  return (
    <>
      {set.map((name) => (
        <span key={name} class="chip info">
          {words(`by.${name}`)}:{" "}
          {[filter[name]]
            .flat()
            .map((value) => valueWord(words, name, String(value)))
            .join(", ")}
        </span>
      ))}
    </>
  );
}
