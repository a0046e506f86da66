import type { ComponentChildren } from "preact";

/** A way within a site (`/account/orders`), standing free or behind an opening mark; or a whole address. */
const found = /(^|[\s("'‘“「『[])(\/[a-z][\w-]*(?:[/.][\w-]+)*)|\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;
const trailing = /[.,!?;:)\]}…'"」』】》]+$|[가-힣]+$/u;

/** True for the schemes a message may link to. */
export function safeUrl(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:", "mailto:"].includes(new URL(url).protocol);
}

/**
 * Text with its links as elements; everything else stays text. Ways within a site become links only where
 * `site`, the origin they lead on from, is known.
 */
export function linkify(text: string, site?: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const [whole, before, path, index] of matches(text)) {
    const shown = path ?? trimmed(whole);
    const url = path === undefined ? shown : site && new URL(path, site).href;
    if (!url || !safeUrl(url)) continue;
    const start = index + (before?.length ?? 0);
    parts.push(text.slice(end, start), <Link url={url}>{shown.replace(/^mailto:/i, "")}</Link>);
    end = start + shown.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

const matches = (text: string) => [...text.matchAll(found)].map((match) => [match[0], match[1], match[2], match.index] as const);

/** Without the punctuation and Korean particles that follow an address in a sentence. */
function trimmed(url: string): string {
  const shorter = url.replace(trailing, "");
  return shorter === url ? url : trimmed(shorter);
}

export function Link({ url, children, class: name }: { url: string; children: ComponentChildren; class?: string }) {
  if (!safeUrl(url)) return <span class={name}>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noopener nofollow" class={name}>
      {children}
    </a>
  );
}
