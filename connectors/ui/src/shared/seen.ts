/** Runs `again` every `every` ms while the page is looked at, and at once when it is seen again or its network is back; returns the undo. */
export function whenSeen(again: () => void, every: number): () => void {
  const now = () => void (document.visibilityState === "visible" && again());
  const timer = setInterval(now, every);
  document.addEventListener("visibilitychange", now);
  window.addEventListener("online", now);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", now);
    window.removeEventListener("online", now);
  };
}
