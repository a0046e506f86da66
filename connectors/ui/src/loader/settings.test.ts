// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { settingsOf } from "./settings";

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
  it("falls back on what it does not understand", () => {
    const settings = settingsOf(script({ color: "red;}", position: "top" }), "en-GB");
    expect(settings).toMatchObject({ color: "#0b6b5b", position: "right", locale: "en" });
  });
});
