import { describe, expect, it } from "vitest";
import { en as deskEn } from "../../desk/catalogue/en";
import { ko as deskKo } from "../../desk/catalogue/ko";
import { en as toolsEn } from "../../desk/tools/catalogue/en";
import { ko as toolsKo } from "../../desk/tools/catalogue/ko";
import { en as supervisorEn } from "../../desk/supervisor/catalogue/en";
import { ko as supervisorKo } from "../../desk/supervisor/catalogue/ko";
import { words as loader } from "../../loader/words";
import { en as opsEn } from "../../ops/catalogue/en";
import { ko as opsKo } from "../../ops/catalogue/ko";
import { en as widgetEn } from "../../widget/catalogue/en";
import { ko as widgetKo } from "../../widget/catalogue/ko";
import { en as ratingEn } from "../../widget/rating/catalogue/en";
import { ko as ratingKo } from "../../widget/rating/catalogue/ko";
import { en as resumeEn } from "../../widget/resume/catalogue/en";
import { ko as resumeKo } from "../../widget/resume/catalogue/ko";
import { en as transcriptEn } from "../../widget/transcript/catalogue/en";
import { ko as transcriptKo } from "../../widget/transcript/catalogue/ko";
import { en as warningEn } from "../../widget/warning/catalogue/en";
import { ko as warningKo } from "../../widget/warning/catalogue/ko";

const catalogues: [string, Record<string, string>, Record<string, string>][] = [
  ["widget", widgetKo, widgetEn],
  ["the widget's rating", ratingKo, ratingEn],
  ["the widget's resume", resumeKo, resumeEn],
  ["the widget's transcript", transcriptKo, transcriptEn],
  ["the widget's warning", warningKo, warningEn],
  ["desk", deskKo, deskEn],
  ["the desk's tools", toolsKo, toolsEn],
  ["the supervisor", supervisorKo, supervisorEn],
  ["ops", opsKo, opsEn],
  ["loader", loader.ko, loader.en],
];
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe.each(catalogues)("the words of %s", (_, ko, en) => {
  it("have the same keys in both languages", () => expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort()));
  it("have the same places to fill", () => {
    for (const key of Object.keys(ko)) expect([key, places(ko[key]!)]).toEqual([key, places(en[key]!)]);
  });
  it("are never empty", () => expect([...Object.values(ko), ...Object.values(en)].filter((text) => !text.trim())).toEqual([]));
  it("are Korean where Korean is promised", () => {
    const latin = ["language.en", "tile.n", "tile.percentiles", "tile.interval", "tile.counts", "column.fcr", "column.csat", "list.capacity", "change.points", "change.percent", "chart.ninetieth", "goal.points"];
    const foreign = Object.entries(ko).filter(([key, text]) => !/[가-힣]/.test(text) && !latin.includes(key));
    expect(foreign).toEqual([]);
  });
});
