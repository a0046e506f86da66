/** How often, in ms, the page is looked at: it has events for moves of its own, and none for those of its scripts. */
const LOOK_EVERY = 1000;

/** The page as it may be told: without query and fragment, where shops put names and keys. */
export const here = () => ({ url: location.origin + location.pathname, title: document.title.slice(0, 200) });

/**
 * Tells of another page within the same document, once its title had a moment to follow; `keep` is called each time
 * it is looked at. Nothing of the page's own is replaced for it.
 */
export function follow(moved: () => void, keep: () => void): void {
  let known = location.pathname;
  let told = true;
  setInterval(() => {
    keep();
    if (known !== location.pathname) {
      known = location.pathname;
      told = false;
    } else if (!told) {
      told = true;
      moved();
    }
  }, LOOK_EVERY);
}
