// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Denied } from "../../shared/socket";
import { Link, LinkPass, type Closed } from "./link";

const came = (hash: string) => ({ hash, pathname: "/resume" }) as Location;
const answered = (status: number, body: unknown) =>
  vi.fn(async () => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }));

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

describe("a link", () => {
  it("is read once from the address and kept for this tab", () => {
    const replaced = vi.spyOn(history, "replaceState");
    expect(new Link(came("#t1"))).toMatchObject({ token: "t1", opened: false });
    expect(replaced).toHaveBeenLastCalledWith(null, "", "/resume");
    expect(new Link(came(""))).toMatchObject({ token: "t1", opened: false });
  });
  it("goes on by itself after a reload once it was opened", () => {
    new Link(came("#t1")).markOpened();
    expect(new Link(came("")).opened).toBe(true);
    expect(new Link(came("#t1")).opened).toBe(true);
  });
  it("of another letter is to be opened by a person again", () => {
    new Link(came("#t1")).markOpened();
    expect(new Link(came("#t2"))).toMatchObject({ token: "t2", opened: false });
    expect(new Link(came(""))).toMatchObject({ token: "t2", opened: false });
  });
  it("may be missing", () => expect(new Link(came("")).token).toBeUndefined());
});

describe("who comes by a link", () => {
  const pass = (told: Closed[]) => new LinkPass(new Link(came("#t1")), (why) => told.push(why));

  it("posts the token in the body and stays the browser that it became", async () => {
    const asked = answered(200, { visitor_token: "v1", ticket: "once", customer: { verified: false }, shop: "https://shop.example" });
    vi.stubGlobal("fetch", asked);
    const one = pass([]);
    expect([await one.ticket("ko"), await one.ticket("ko"), one.shop]).toEqual(["once", "once", "https://shop.example"]);
    const calls = asked.mock.calls as unknown as [string, RequestInit][];
    expect(calls.map(([url, sent]) => [url, JSON.parse(sent.body as string).visitor_token])).toEqual([
      ["/widget/resume", undefined],
      ["/widget/resume", "v1"],
    ]);
    expect(localStorage.getItem("firsthand.visitor")).toBe("v1");
  });
  it.each([
    [409, "link_used", "link_used"],
    [410, "link_over", "link_over"],
    [403, "forbidden", "link_over"],
  ])("hears why it does not open: %i %s", async (status, code, why) => {
    vi.stubGlobal("fetch", answered(status, { error: { code } }));
    const told: Closed[] = [];
    await expect(pass(told).ticket("ko")).rejects.toThrow(Denied);
    expect(told).toEqual([why]);
  });
  it.each([503, 429])("tries again where the gateway cannot answer now: %i", async (status) => {
    vi.stubGlobal("fetch", answered(status, { error: { code: "unavailable" } }));
    const told: Closed[] = [];
    await expect(pass(told).ticket("ko")).rejects.not.toThrow(Denied);
    expect(told).toEqual([]);
  });
});
