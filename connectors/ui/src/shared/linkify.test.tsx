// @vitest-environment happy-dom
import { render } from "preact";
import { describe, expect, it } from "vitest";
import { Link, linkify } from "./linkify";

function shown(text: string): HTMLElement {
  const box = document.createElement("div");
  render(<p>{linkify(text)}</p>, box);
  return box;
}
const links = (text: string) => [...shown(text).querySelectorAll("a")].map((link) => link.getAttribute("href"));

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
