/** What of the page's window is seen, as browsers tell it. */
type Seen = Pick<VisualViewport, "height" | "scale" | "addEventListener">;

/**
 * Some phones lay their keyboard over the page and do not tell its styles: the chat keeps to the part above. Who has
 * enlarged the page sees a part of it as well, and is left alone.
 */
export function keepInSight(seen: Seen): void {
  const page = document.documentElement;
  seen.addEventListener("resize", () => {
    const covered = seen.scale === 1 && seen.height < page.clientHeight - 1;
    page.style.setProperty("--seen", covered ? `${seen.height}px` : "100dvh");
    if (covered) window.scrollTo(0, 0);
  });
}
