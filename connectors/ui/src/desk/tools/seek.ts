/** A log that is being opened shows its messages within so many ms, or never. */
const PATIENCE = 5_000;

/** Brings what was said at `at`, or first after it, into sight once the conversation is on the screen. */
export function seek(conversationId: string, at: string): void {
  const place = () => placeIn(document, conversationId, Date.parse(at));
  const found = place();
  if (found) return show(found);
  const watch = new MutationObserver(() => {
    const later = place();
    if (!later) return;
    watch.disconnect();
    // The log goes to its end when it fills; what was looked for comes after that.
    requestAnimationFrame(() => requestAnimationFrame(() => show(later)));
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), PATIENCE);
}

/** The first row of a conversation's log from `from` on, in ms since 1970. */
export function placeIn(within: ParentNode, conversationId: string, from: number): HTMLElement | undefined {
  const rows = [...within.querySelectorAll<HTMLElement>(`[data-conversation="${conversationId}"] [data-at]`)];
  return rows.find((row) => Date.parse(row.dataset["at"]!) >= from);
}

function show(row: HTMLElement): void {
  row.scrollIntoView({ block: "center" });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  row.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: 500, iterations: 2 });
}
