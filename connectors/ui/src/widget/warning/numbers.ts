/** What a customer should not write to anybody: a payment card's number, a Korean resident number. */
export type Private = "card" | "resident";

/** As many characters as before, in one form: digits of a full-width keyboard, dashes of every kind, hard spaces. */
const folded = (text: string): string =>
  text
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\uff0dㅡ]/g, "-")
    .replace(/[\u00a0\u3000]/g, " ");

/** Not the tail of a word or of a dashed number: FH-4111… is an order's. */
const START = "(?<![A-Za-z0-9_+])(?<![A-Za-z0-9]-)";
const runs = new RegExp(`${START}\\d(?:[ -]?\\d){12,}(?!\\d)`, "g");
const residents = new RegExp(`${START}(\\d\\d)(\\d\\d)(\\d\\d) ?-? ?([1-8])\\d{6}(?!\\d)(?!-\\d)`, "g");

/** What of it stands in `text`, as the gateway's masks find it; the one that matters more where both do. */
export function privateIn(text: string): Private | undefined {
  const plain = folded(text);
  if ([...plain.matchAll(residents)].some(hasBirthDate)) return "resident";
  return [...plain.matchAll(runs)].some(([run]) => holdsCard(run.match(/\d+/g)!)) ? "card" : undefined;
}

function hasBirthDate([, year, month, day, century]: RegExpMatchArray): boolean {
  const full = ("1256".includes(century!) ? 1900 : 2000) + Number(year);
  const date = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** Some row of whole groups of digits is a card: an expiry date often follows after a space. */
function holdsCard(groups: string[]): boolean {
  return groups.some((_, first) => {
    let digits = "";
    return groups.slice(first, first + 19).some((group) => isCard((digits += group)));
  });
}

/** Luhn's check, and a first digit that card schemes use: most tracking numbers fail one of them. */
function isCard(digits: string): boolean {
  if (!/^[2-69]\d{12,18}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
