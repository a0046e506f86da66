import { useLanguage } from "../language";
import { refusalWords } from "../refusal";
import type { Words } from "../words";
import { en } from "./catalogue/en";
import { ko, type FileKey } from "./catalogue/ko";

export const catalogues = { ko, en };

export const useWords = () => useLanguage<FileKey>();

/** Longer than this, in s, nobody counts along. */
const COUNTED = 120;

/** Why the gateway did not take a file. */
export function refusedFile(words: Words<FileKey>, code: string, retryAfter?: number): string {
  if (code === "rate_limited" && (retryAfter ?? 0) > COUNTED) return words("refused.files_limited");
  const key = `refused.${code}`;
  return key in ko && code !== "rate_limited" ? words(key as FileKey) : refusalWords(words, code, retryAfter);
}
