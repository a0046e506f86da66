// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { placeIn } from "./seek";


function log(conversation: string, ...times: string[]): HTMLElement {
  const box = document.createElement("div");
  box.dataset["conversation"] = conversation;
  for (const at of times) {
    const one = document.createElement("article");
    one.dataset["at"] = at;
    box.append(one);
  }
  return box;
}

const page = document.createElement("main");
page.append(log("a", "2026-03-02T09:00:00+00:00", "2026-03-02T09:05:00+00:00"), log("b", "2026-03-02T09:01:00+00:00"));
const found = (conversation: string, at: string) => placeIn(page, conversation, Date.parse(at))?.dataset["at"];

it("finds the very moment", () => expect(found("a", "2026-03-02T18:05:00+09:00")).toBe("2026-03-02T09:05:00+00:00"));
it("finds what came first after it, in this conversation", () => expect(found("a", "2026-03-02T09:00:01+00:00")).toBe("2026-03-02T09:05:00+00:00"));
it("finds nothing after the end", () => expect(found("b", "2026-03-02T10:00:00+00:00")).toBeUndefined());
