/** How long after a download began its content is kept, in ms. */
const KEPT = 60_000;

/** Puts the content where the browser keeps what is downloaded. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  downloadFrom(name, url);
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}

/** Puts there what an address in this page's memory leads to. */
export function downloadFrom(name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
