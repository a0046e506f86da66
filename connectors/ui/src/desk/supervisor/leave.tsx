import { useEffect, useState } from "preact/hooks";
import { Modal } from "../components/modal";
import { useDrafts } from "./drafts";
import { useWords } from "./language";

/** A way out of the settings asks first while something is not saved; ways within them keep it. */
export function LeaveGuard() {
  const { words } = useWords();
  const drafts = useDrafts();
  const [target, setTarget] = useState<string>();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const hash = (event.target as Element).closest("a[href^='#']")?.getAttribute("href");
      if (!hash || hash.startsWith("#/settings") || !drafts.has() || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(hash);
    };
    document.addEventListener("click", onClick, true);
    return () => document.removeEventListener("click", onClick, true);
  }, [drafts]);
  if (!target) return null;
  const leave = () => {
    drafts.clear();
    location.hash = target;
  };
  return (
    <Modal title={words("leave.title")} onClose={() => setTarget(undefined)}>
      <p>{words("leave.text")}</p>
      <p class="answers">
        <button type="button" class="button outline" onClick={leave}>
          {words("leave.go")}
        </button>
        <button type="button" class="button strong" onClick={() => setTarget(undefined)}>
          {words("leave.stay")}
        </button>
      </p>
    </Modal>
  );
}
