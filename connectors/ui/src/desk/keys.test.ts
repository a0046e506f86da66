import { describe, expect, it } from "vitest";
import { isWriting, keyOf, KEYS, SHOWN, type KeyName } from "./keys";

const pressed = (code: string, more: Partial<KeyboardEvent> = {}) =>
  ({ code, key: "", altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, keyCode: 0, ...more }) as KeyboardEvent;

describe("a key of the desk", () => {
  it("goes by its place on the keyboard, so a Korean layout changes nothing", () => {
    expect(keyOf(pressed("KeyN", { key: "ㅜ" }), true)).toBe("next");
  });
  it.each([
    ["within a composition", pressed("KeyN", { isComposing: true })],
    ["that ends a composition", pressed("KeyN", { keyCode: 229 })],
    ["with AltGr, which is Ctrl and Alt", pressed("KeyN", { ctrlKey: true })],
    ["without Alt", pressed("KeyN", { altKey: false, key: "n" })],
    ["with Shift: Alt and Shift change the keyboard's language", pressed("KeyN", { shiftKey: true })],
  ])("means nothing %s", (_, event) => expect(keyOf(event, false)).toBeUndefined());
  it("of the overlay is a question mark, except where one is written", () => {
    const question = pressed("Slash", { altKey: false, shiftKey: true, key: "?" });
    expect([keyOf(question, false), keyOf(question, true)]).toEqual(["help", undefined]);
    expect(keyOf(pressed("Slash"), true)).toBe("help");
  });
});

it("every key stands in the overlay once, and none has two meanings", () => {
  const names = Object.keys(KEYS) as KeyName[];
  expect(Object.values(SHOWN).flat().sort()).toEqual(names.sort());
  expect(new Set(names.map((name) => KEYS[name].code)).size).toBe(names.length);
});

it("no key is one that a browser keeps for itself", () => {
  expect(Object.values(KEYS).map((key) => key.code)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^Key[DEF]$/)]));
});

it("a box of text is written in, a tick box is not", () => {
  const fake = (fits: boolean) => ({ matches: () => fits }) as unknown as Element;
  expect([isWriting(fake(true)), isWriting(fake(false)), isWriting(null)]).toEqual([true, false, false]);
});
