/** A log that is being opened shows its messages within so many ms, or never. */
const PATIENCE = 5_000;

/** Brings what was said at `at`, or first after it, into sight once the conversation is on the screen. */
export function seek(conversationId: string, at: string): void {
  const place = () => placeIn(document, conversationId, Date.parse(at));
  if (place()) return afterDrawing(() => show(place()));
  const watch = new MutationObserver(() => {
    if (!place()) return;
    watch.disconnect();
    afterDrawing(() => show(place()));
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), PATIENCE);
}

/** The first row of a conversation's log from `from` on, in ms since 1970. */
export function placeIn(within: ParentNode, conversationId: string, from: number): HTMLElement | undefined {
  const rows = [...within.querySelectorAll<HTMLElement>(`[data-conversation="${conversationId}"] [data-at]`)];
  return rows.find((row) => Date.parse(row.dataset["at"]!) >= from);
}

/** A log goes to its end as it is drawn; what was looked for comes after that. */
function afterDrawing(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

function show(row: HTMLElement | undefined): void {
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  row.closest("[data-conversation]")?.dispatchEvent(new Event("scroll")); // at once: the reader is no longer at the end
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  row.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: 500, iterations: 2 });
}
