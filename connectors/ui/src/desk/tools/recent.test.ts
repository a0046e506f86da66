import { expect, it } from "vitest";
import { withSearch } from "./recent";

it("puts the newest first, once", () => expect(withSearch(["환불", "배송"], "배송")).toEqual(["배송", "환불"]));
it("drops what was only on the way", () => expect(withSearch(["환", "배송"], "환불")).toEqual(["환불", "배송"]));
it("keeps eight", () => expect(withSearch([..."abcdefgh"], "z")).toEqual([..."zabcdefg"]));
