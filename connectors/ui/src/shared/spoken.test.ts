import { expect, it } from "vitest";
import { spokenIn } from "./spoken";

it.each([
  ["주문이 아직 안 왔어요", "ko"],
  ["FH-100219 언제 와요?", "ko"],
  ["Where is my order?", "en"],
  ["ok, thanks", "en"],
  ["FH-100219", undefined],
  ["3", undefined],
  ["👍", undefined],
])("%s is spoken in %s", (text, locale) => expect(spokenIn(text)).toBe(locale));
