/** What the gateway takes of one file, in bytes. */
export const MOST_BYTES = 10 * 1024 * 1024;

/**
 * What a page offers to choose; what a file is the gateway tells from its content. HEIC is taken and not offered: asked
 * for JPEG, a phone makes one of its photos, and out of a JPEG the gateway takes the place where it was taken.
 */
export const ACCEPTED = "image/png,image/jpeg,image/gif,image/webp,video/mp4,video/quicktime,.pdf,.docx,.xlsx,.pptx,.hwp,.hwpx,.txt";

const kilo = 1024;

/** `48 KB`, `2.4 MB`. */
export function sized(bytes: number): string {
  if (bytes < kilo) return `${bytes} B`;
  return bytes < kilo * kilo ? `${Math.round(bytes / kilo)} KB` : `${(bytes / kilo / kilo).toFixed(1)} MB`;
}
