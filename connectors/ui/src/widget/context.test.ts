import { expect, it, vi } from "vitest";
import { contextOf } from "./context";

const cart = { items: 2, total: 118000, currency: "KRW" };
const page = { url: "https://shop.example/cart", title: "장바구니" };

it("what fits is told as it was said, and nothing else with it", () => {
  expect(contextOf({ page: { ...page, more: 1 }, cart: { ...cart, more: 1 }, order: "FH-1", user: "minji@example.com" })).toEqual({ page, cart, order: "FH-1" });
});

it("what was taken back is not told", () => expect(contextOf({ page: null, cart: undefined, order: null })).toEqual({}));

it.each([
  ["page", "https://shop.example"],
  ["page", { title: "x" }],
  ["page", { url: `https://shop.example/${"x".repeat(2000)}` }],
  ["cart", { ...cart, items: "2" }],
  ["cart", { ...cart, total: 12.5 }],
  ["cart", { ...cart, total: -1 }],
  ["cart", { ...cart, currency: "won" }],
  ["order", ""],
  ["order", { number: 1 }],
])("a %s that is none is left out, and whoever wrote it is told: %j", (part, said) => {
  const warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
  expect(contextOf({ [part]: said, order: part === "order" ? said : "FH-1" })).toEqual(part === "order" ? {} : { order: "FH-1" });
  expect(warn).toHaveBeenCalledWith(`Firsthand: setContext was given a ${part} that is none, and leaves it out.`, said);
  warn.mockRestore();
});
