// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import type { CustomerCard, PageContext } from "../../shared/frames/desk_api";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import { ko as desk } from "../catalogue/ko";
import { ko } from "./catalogue/ko";
import { PageContextFacts } from "./page_context";

const box = document.createElement("div");
beforeEach(() => vi.stubGlobal("isSecureContext", false));
afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

function shown(context: PageContext): string[] {
  const language = { locale: "ko" as const, words: wordsOf({ ...desk, ...ko }) };
  render(
    <LanguageProvider value={language as never}>
      <PageContextFacts context={context} />
    </LanguageProvider>,
    box,
  );
  return [...box.querySelectorAll("dd")].map((one) => one.textContent ?? "");
}

it("tells page, cart and order, and that nobody proved them", () => {
  const { context } = golden.customer.response as unknown as CustomerCard;
  expect(shown(context!)).toEqual(["주문 상세 · 달빛 홈/account/orders/FH-100207", "2개 · 118,000원", "FH-100207"]);
  expect(box.querySelector("a")!.getAttribute("href")).toBe("https://shop.example/account/orders/FH-100207");
  expect(box.textContent).toContain(ko["about.page_unproven"]);
});

it("reads a path as people do, and leaves one that is no text", () => {
  const at = "2026-03-31T02:00:00+00:00";
  expect(shown({ page: { url: "https://shop.example/%EC%A3%BC%EB%AC%B8" }, at })).toEqual(["/주문"]);
  expect(shown({ page: { url: "https://shop.example/%FF" }, at })).toEqual(["/%FF"]);
});

it("shows words of a page as words", () => {
  shown({ page: { url: "https://shop.example/<b>", title: "<img src=x onerror=alert(1)>" }, order: "<script>1</script>", at: "2026-03-31T02:00:00+00:00" });
  expect(box.querySelector("img, script, b")).toBeNull();
});
