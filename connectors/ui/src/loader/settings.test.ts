// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { labelOf, said, settingsOf } from "./settings";

function script(data: Record<string, string>): HTMLScriptElement {
  const tag = document.createElement("script");
  Object.assign(tag.dataset, data);
  Object.defineProperty(tag, "src", { value: "https://support.example/widget.js?v=1" });
  return tag;
}

describe("the script's tag", () => {
  it("says where the chat is served", () => expect(settingsOf(script({}), "ko").host).toBe("https://support.example"));
  it("is read", () => {
    const settings = settingsOf(script({ site: "s", locale: "en", color: "#112233", position: "left" }), "ko");
    expect(settings).toMatchObject({ site: "s", locale: "en", color: "#112233", position: "left" });
  });
  it("goes before the page's settings, which say the rest", () => {
    const given = { color: "#000000", site: "t", launcher: "text", greeting: { en: "Hi" } };
    expect(settingsOf(script({ color: "#112233" }), "ko", given)).toMatchObject({ color: "#112233", site: "t", launcher: "text", greeting: { en: "Hi" } });
  });
  it("falls back on what it does not understand", () => {
    const settings = settingsOf(script({ color: "red;}", position: "top" }), "en-GB");
    expect(settings).toMatchObject({ color: "#0b6b5b", position: "right", locale: "en" });
  });
});

describe("words of the shop's own", () => {
  it.each([
    ["icon", "ko", ""],
    ["text", "ko", "문의하기"],
    ["도와드릴까요?", "en", "도와드릴까요?"],
    [{ ko: "도움", en: "Help" }, "en", "Help"],
    [{ ko: "도움" }, "en", ""],
    ["x".repeat(50), "en", "x".repeat(40)],
  ] as const)("on the launcher: %j in %s", (launcher, locale, label) => expect(labelOf(launcher, locale, "문의하기")).toBe(label));
  it("in a language they are not in are none", () => expect(said({ en: "Hello" }, "ko")).toBe(""));
});
