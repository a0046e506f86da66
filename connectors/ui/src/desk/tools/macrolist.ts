import type { Macro } from "../../shared/frames/desk_api";
import { isInitials, place, plain } from "./initials";

/** First consonants so few find too much in a whole text. */
const FEW = 2;

/** The macros in which every word of `asked` is found: names before texts, those of the chat's own queue first. */
export function macrosFor(macros: readonly Macro[], asked: string, queue: string): Macro[] {
  const words = asked.trim().split(/\s+/u).map(plain).filter(Boolean);
  const ranked = macros.map((macro, index) => ({ macro, index, rank: rankOf(macro, words), away: away(macro, queue) }));
  const found = ranked.filter(({ rank }) => rank < Infinity);
  found.sort((one, other) => one.rank - other.rank || one.away - other.away || one.index - other.index);
  return found.map(({ macro }) => macro);
}

/** 0: of this queue; 1: of every queue; 2: of another one. */
const away = (macro: Macro, queue: string): number => (macro.queue === queue ? 0 : macro.queue ? 2 : 1);

function rankOf(macro: Macro, words: readonly string[]): number {
  return words.reduce((worst, word) => Math.max(worst, rankOfWord(macro, word)), 0);
}

/** 0: the name begins with it; 1: the name has it; 2: a text has it. */
function rankOfWord(macro: Macro, word: string): number {
  const at = place(plain(macro.name), word);
  if (at >= 0) return at === 0 ? 0 : 1;
  if (isInitials(word) && word.length < FEW) return Infinity;
  return [macro.ko, macro.en].some((text) => place(plain(text), word) >= 0) ? 2 : Infinity;
}
