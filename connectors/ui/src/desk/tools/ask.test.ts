import { expect, it } from "vitest";
import { ApiError } from "../../shared/api";
import { object, text } from "../../shared/shape";
import { ask, UnreadableAnswer, withQuery } from "./ask";

const named = object({ name: text });

it("gives what fits", async () => expect(await ask("/x", named, async () => ({ name: "하은", more: 1 }))).toEqual({ name: "하은", more: 1 }));
it("names what does not", async () => {
  const refused = ask("/x", named, async () => ({ name: 7 }));
  await expect(refused).rejects.toThrow(UnreadableAnswer);
  await expect(refused).rejects.toThrow("/x: answer.name: expected text, got 7");
});
it("passes a refusal on", async () => {
  const refusal = new ApiError(503, "unavailable", "later");
  await expect(ask("/x", named, () => Promise.reject(refusal))).rejects.toBe(refusal);
});
it("writes what is known into a query", () => expect(withQuery("/x", { q: "환불 &", cursor: undefined })).toBe("/x?q=%ED%99%98%EB%B6%88+%26"));
