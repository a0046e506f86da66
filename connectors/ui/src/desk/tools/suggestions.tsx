import type { Suggestion } from "../../shared/frames/desk_api";
import { CloseIcon } from "../../shared/icons";
import { BookIcon, BulbIcon } from "./icons";
import { useToolWords } from "./language";

interface Props {
  found: readonly Suggestion[];
  /** The box is empty, so Tab takes the first. */
  tab: boolean;
  onUse(suggestion: Suggestion): void;
  onHide(): void;
}

/** Answers that might fit, a line each; one is put into the box and never sent by itself. */
export function Suggestions({ found, tab, onUse, onHide }: Props) {
  const { tool } = useToolWords();
  if (found.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label={tool("suggest.label")}>
      <ul>
        {found.map((one, index) => (
          <li key={one.id}>
            <button type="button" class="suggestion" title={one.text} onClick={() => onUse(one)}>
              {one.source === "help" ? <BookIcon /> : <BulbIcon />}
              <span class="source">{tool(`suggest.${one.source}`)}</span>
              <strong>{one.title}</strong>
              <span class="text">{one.text}</span>
              {index === 0 && tab && <kbd aria-hidden="true">Tab</kbd>}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="quiet round hide" aria-label={tool("suggest.hide")} title={tool("suggest.hide")} onClick={onHide}>
        <CloseIcon />
      </button>
    </div>
  );
}
