import { expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import { piecesOf } from "./marks";

const shown = (text: string, marks: number[][]) => piecesOf(text, marks).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join("");

it("marks what was found", () => {
  const { excerpt, marks } = golden.search.response.results[0]!;
  expect(shown(excerpt, marks)).toBe("[FH-100207] [배송비]가 두 번 빠져나갔어요");
});
it("counts an emoji as two", () => expect(shown("😀환불", [[2, 4]])).toBe("😀[환불]"));
it.each([[[]], [[[5, 9]]], [[[2, 2]]], [[[3, 1]]], [[[]]]])("leaves a text alone: %j", (marks) => expect(shown("환불해요", marks as number[][])).toBe("환불해요"));
it("takes the first of two that overlap", () => expect(shown("환불해요", [[0, 2], [1, 3]])).toBe("[환불]해요"));
