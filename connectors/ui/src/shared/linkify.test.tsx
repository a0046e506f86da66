// @vitest-environment happy-dom
import { render } from "preact";
import { describe, expect, it } from "vitest";
import { Link, linkify } from "./linkify";

function shown(text: string, site?: string): HTMLElement {
  const box = document.createElement("div");
  render(<p>{linkify(text, site)}</p>, box);
  return box;
}
const links = (text: string, site?: string) => [...shown(text, site).querySelectorAll("a")].map((link) => link.getAttribute("href"));

describe("linkify", () => {
  it.each([
    ["보세요 https://shop.example/a?b=1&c=2.", ["https://shop.example/a?b=1&c=2"]],
    ["https://shop.example/help에서 확인하세요", ["https://shop.example/help"]],
    ["(http://a.example), mailto:help@a.example!", ["http://a.example", "mailto:help@a.example"]],
    ["javascript:alert(1) data:text/html,x file:///etc ftp://a.example", []],
    ["JaVaScRiPt:alert(1) https://", []],
  ])("%s", (text, found) => expect(links(text)).toEqual(found));

  it("keeps every letter of the text", () => {
    const text = "가 https://a.example/1, 나 <b>https://b.example</b>";
    expect(shown(text).textContent).toBe(text);
  });
  it("never makes elements of markup in a text", () => {
    expect(shown('<img src=x onerror="alert(1)"><script>1</script>').querySelectorAll("img, script")).toHaveLength(0);
  });
  it("opens elsewhere without a way back", () => {
    expect(shown("https://a.example").querySelector("a")?.rel).toBe("noopener nofollow");
  });
  it("shows a forbidden address as text", () => {
    const box = document.createElement("div");
    render(<Link url="javascript:alert(1)">x</Link>, box);
    expect([box.querySelector("a"), box.textContent]).toEqual([null, "x"]);
  });
});

describe("ways within the shop", () => {
  const shop = "https://shop.example";
  it.each([
    ["/account/orders에서 볼 수 있어요. /help의 안내도요.", ["/account/orders", "/help"]],
    ["내 정보(/account/profile)를 /account/subscription을, /account.", ["/account/profile", "/account/subscription", "/account"]],
    ["See /help. Or: /account/orders, /account/payments; “/help”!", ["/help", "/account/orders", "/account/payments", "/help"]],
    ["/help", ["/help"]],
    ["목록:\n/products/LUMI-1", ["/products/LUMI-1"]],
  ])("%s", (text, paths) => expect(links(text, shop)).toEqual(paths.map((path) => shop + path)));

  it.each(["24/7, and/or, 1/2, N/A", "/ 또는 // 또는 /1", "//evil.example/x", "file:///etc/passwd", "./help ../help \\\\help", "a@b/help", "</script>"])(
    "no link: %s",
    (text) => expect(links(text, shop)).toEqual([]),
  );
  it("stays on the shop's own site whatever the text says", () => {
    const hosts = links("/x/../../y /account//evil.example /a\\b /a@evil.example", shop).map((link) => new URL(link!).origin);
    expect(new Set(hosts)).toEqual(new Set([shop]));
  });
  it("keeps whole addresses whole, and every letter of the text", () => {
    const text = "https://a.example/help, (/help)에서 /account/orders를";
    expect(links(text, shop)).toEqual(["https://a.example/help", `${shop}/help`, `${shop}/account/orders`]);
    expect(shown(text, shop).textContent).toBe(text);
  });
  it("are text where the shop is not known", () => expect(links("/account/orders에서")).toEqual([]));
});
