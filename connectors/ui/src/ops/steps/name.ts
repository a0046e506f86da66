import type { Words } from "../../shared/words";
import type { OpsKey } from "../catalogue/ko";
import { wordFor } from "../language";
import { partsOf } from "./step";

/** A touchpoint or a step of a journey in words: `support_chat:shipping` is a support chat, on shipping. */
export function nameOf(words: Words<OpsKey>, step: string): string {
  const { touchpoint, topic } = partsOf(step);
  const place = wordFor(words, "touchpoint", touchpoint);
  return topic ? `${place} · ${wordFor(words, "topic", topic)}` : place;
}
