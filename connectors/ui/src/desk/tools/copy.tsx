import { useEffect, useState } from "preact/hooks";
import { CheckIcon } from "../../shared/icons";
import { CopyIcon } from "./icons";
import { useToolWords } from "./language";

/** How long, in ms, the button says that it has copied. */
const SAYS = 1_600;

/** Puts `text` on the clipboard. A page without https may not, and shows no button. */
export function Copy({ text, what }: { text: string; what: string }) {
  const { tool } = useToolWords();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), SAYS);
    return () => clearTimeout(timer);
  }, [done]);
  if (!isSecureContext) return null;
  const label = tool(done ? "about.copied" : "about.copy", { what });
  return (
    <button class={done ? "copy done" : "copy"} type="button" title={label} onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true))}>
      {done ? <CheckIcon /> : <CopyIcon />}
      <span class="sr" aria-live="polite">
        {label}
      </span>
    </button>
  );
}
