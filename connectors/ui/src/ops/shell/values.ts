import type { Words } from "../../shared/words";
import { wordFor } from "../language";
import type { OpsKey } from "../catalogue/ko";

const groups: Record<string, string> = { handled_by: "handled", language: "spoken" };

/** A value of something that contacts are narrowed to or grouped by, in words: `handled_by` `bot` is "Assistant". */
export const valueWord = (words: Words<OpsKey>, name: string, value: string): string => wordFor(words, groups[name] ?? name, value);
