import { expect, it } from "vitest";
import { en as deskEn } from "../../catalogue/en";
import { ko as deskKo } from "../../catalogue/ko";
import { en } from "./en";
import { ko } from "./ko";

it("no word of the desk's means something else here", () => {
  expect(ko).toMatchObject(deskKo);
  expect(en).toMatchObject(deskEn);
});
