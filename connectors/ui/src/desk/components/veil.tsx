import { useEffect } from "preact/hooks";
import { useWords } from "../language";

/** Beside facts that lie above a chat: a press on it, or Escape, puts them away. Not there where they stand beside it. */
export function Veil({ onClose }: { onClose(): void }) {
  const { words } = useWords();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => event.key === "Escape" && !event.defaultPrevented && !event.isComposing && onClose();
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  return <button type="button" class="veil" aria-label={words("action.close")} onClick={onClose} />;
}
