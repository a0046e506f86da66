// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { Drafts, draftsOf } from "./drafts";
import { hashOf, readRoute, SECTIONS, sectionsFor } from "./route";

describe("the address of a setting", () => {
  it.each([
    ["#/settings/macros", { section: "macros" }],
    ["#/settings/hours/orders", { section: "hours", id: "orders" }],
    ["#/settings/agents/018f4c1e-2a55", { section: "agents", id: "018f4c1e-2a55" }],
    ["#/settings", { section: "agents" }],
    ["#/settings/mood", { section: "agents" }],
  ])("%s", (hash, route) => expect(readRoute(hash, SECTIONS)).toEqual(route));
  it("comes back from its hash", () => expect(readRoute(hashOf("labels", "new"), SECTIONS)).toEqual({ section: "labels", id: "new" }));
  it("leads a supervisor nowhere that is the admin's", () => {
    const open = sectionsFor(["agent", "supervisor"]);
    expect(open).toEqual(["hours", "macros", "labels", "audit"]);
    expect(readRoute("#/settings/webhooks/new", open)).toEqual({ section: "hours" });
    expect(sectionsFor(["admin"])).toEqual([...SECTIONS]);
  });
});

describe("what was typed and not saved", () => {
  it("is found by its section and by its form", () => {
    const drafts = new Drafts();
    drafts.set("agents/1", { name: "a" });
    expect([drafts.has(), drafts.has("agents"), drafts.has("agents/1"), drafts.has("agent"), drafts.has("agents/12")]).toEqual([true, true, true, false, false]);
  });
  it("is no draft once nothing differs", () => {
    const drafts = new Drafts();
    let told = 0;
    drafts.subscribe(() => (told += 1));
    drafts.set("labels/1", { name: "a" });
    drafts.set("labels/1", {});
    expect([drafts.has(), told]).toEqual([false, 2]);
  });
  it("is asked for before the tab closes", () => {
    const asks = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));
    const drafts = draftsOf("one");
    expect(asks()).toBe(false);
    drafts.set("labels/1", { name: "a" });
    expect(asks()).toBe(true);
    drafts.clear();
    expect(asks()).toBe(false);
  });
  it("is nobody else's", () => {
    draftsOf("one").set("agents/new", { password: "secret" });
    expect(draftsOf("one").has()).toBe(true);
    expect(draftsOf("other").has()).toBe(false);
    expect(draftsOf("one").has()).toBe(false);
  });
});
