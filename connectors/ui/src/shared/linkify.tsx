import type { ComponentChildren } from "preact";

const found = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;
const trailing = /[.,!?;:)\]}…'"」』】》]+$|[가-힣]+$/u;

/** True for the schemes a message may link to. */
export function safeUrl(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:", "mailto:"].includes(new URL(url).protocol);
}

/** Text with its links as elements; everything else stays text. */
export function linkify(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(found)) {
    const url = trimmed(match[0]);
    if (!safeUrl(url)) continue;
    parts.push(text.slice(end, match.index), <Link url={url}>{url.replace(/^mailto:/i, "")}</Link>);
    end = match.index + url.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

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
