import { expect, it } from "vitest";
import { spliced } from "./splice";

const at = (text: string) => ({ text: text.replace("|", ""), start: text.indexOf("|"), end: text.indexOf("|") });
const shown = ({ text, start }: { text: string; start: number }) => `${text.slice(0, start)}|${text.slice(start)}`;

it.each([
  ["|", "안녕하세요.|"],
  ["네,|", "네,\n안녕하세요.|"],
  ["네,\n|", "네,\n안녕하세요.|"],
  ["|감사합니다", "안녕하세요.|\n감사합니다"],
  ["네, |감사합니다", "네, 안녕하세요.|\n감사합니다"],
])("%s", (before, after) => expect(shown(spliced(at(before), "안녕하세요."))).toBe(after));

it("replaces what is selected", () => expect(spliced({ text: "가나다", start: 0, end: 3 }, "라").text).toBe("라"));
