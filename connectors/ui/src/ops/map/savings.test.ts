import { describe, expect, it } from "vitest";
import { savings } from "./savings";

const saved = (contacts?: number, low?: number, high?: number) => ({ contacts, low, high, told: 200, held_back: 20 }) as Parameters<typeof savings>[0];

describe("contacts that were saved", () => {
  it.each([
    ["fewer", 12, 3, 21],
    ["unclear", 12, -3, 27],
    ["unclear", -6, -35, 40],
    ["more", -12, -21, -3],
    ["unknown", undefined, undefined, undefined],
    ["unclear", 12, undefined, undefined],
  ])("are said as %s", (says, contacts, low, high) => expect(savings(saved(contacts, low, high))).toBe(says));
});
