/** Hangul for looking things up while they are typed: by first consonants (`ㅎㅂ` finds 환불) and half-made syllables. */

const FIRST = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const LAST = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
/** Final consonants of two letters: what stays with the syllable, and what begins the next one. */
const PAIRS: Record<string, string> = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ" };
const GA = 0xac00;
const HIH = 0xd7a3;
const FINALS = 28;

/** Lower case, composed, without spaces: what is compared. */
export const plain = (text: string): string => text.normalize("NFC").toLowerCase().replace(/\s+/gu, "");

/** The first consonant of a syllable; any other character as it is. */
export function initial(character: string): string {
  const code = character.codePointAt(0)!;
  return code >= GA && code <= HIH ? FIRST[Math.floor((code - GA) / 588)]! : character;
}

export const isInitials = (text: string): boolean => /^[ㄱ-ㅎ]+$/u.test(text);

/** Where `asked` stands in `text`, both plain: letter by letter, the last one while it is still being made. -1: nowhere. */
export function place(text: string, asked: string): number {
  const letters = [...text];
  const wanted = [...asked];
  return letters.findIndex((_, start) => wanted.every((one, at) => fits(letters, start + at, one, at === wanted.length - 1)));
}

function fits(letters: string[], at: number, wanted: string, last: boolean): boolean {
  const letter = letters[at];
  if (letter === undefined) return false;
  if (letter === wanted || (FIRST.includes(wanted) && initial(letter) === wanted)) return true;
  return last && becomes(letter, letters[at + 1], wanted);
}

/** Whether going on to type may turn `wanted` into `letter` and `next`: 화 into 환, 환ㅂ by way of 환, 갑 into 가방. */
function becomes(letter: string, next: string | undefined, wanted: string): boolean {
  const [code, goal] = [wanted.codePointAt(0)! - GA, letter.codePointAt(0)! - GA];
  const syllables = code >= 0 && code <= HIH - GA && goal >= 0 && goal <= HIH - GA;
  if (!syllables || Math.floor(code / FINALS) !== Math.floor(goal / FINALS)) return false;
  const [made, final] = [LAST[code % FINALS]!, LAST[goal % FINALS]!];
  if (made === "") return true;
  const [stays, begins] = PAIRS[made] ? [...PAIRS[made]] : ["", made];
  return final === stays && next !== undefined && initial(next) === begins;
}
