// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { Later } from "../shared/backoff";
import { Denied } from "../shared/socket";
import { Session, VISITOR } from "./session";

const answered = (status: number, body: unknown) =>
  vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }))));

afterEach(() => vi.unstubAllGlobals());

describe("a ticket that is refused", () => {
  it.each([503, 429])("for now, with the time to come again: %i", async (status) => {
    answered(status, { error: { code: "unavailable", retry_after: 7.25 } });
    await expect(new Session().ticket("ko")).rejects.toEqual(new Later(7250));
  });
  it("for now, and nobody knows until when", async () => {
    answered(500, { error: { code: "internal" } });
    await expect(new Session().ticket("ko")).rejects.toThrow("answered 500");
  });
  it("by something before the gateway, in other words than ours", async () => {
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 }))));
    await expect(new Session().ticket("ko")).rejects.toThrow("answered 502");
  });
  it("for good", async () => {
    answered(403, { error: { code: "forbidden" } });
    await expect(new Session().ticket("ko")).rejects.toThrow(Denied);
  });
});

describe("tabs of one browser", () => {
  const minted = () => {
    let many = 0;
    vi.stubGlobal("fetch", vi.fn(async (_: string, { body }: { body: string }) => {
      const token = (JSON.parse(body) as { visitor_token?: string }).visitor_token ?? `visitor-${++many}`;
      await new Promise((done) => setTimeout(done, 5));
      return new Response(JSON.stringify({ visitor_token: token, ticket: `ticket of ${token}`, customer: { verified: false } }), { status: 200 });
    }));
  };
  const inTurn = () => {
    let last: Promise<unknown> = Promise.resolve();
    return { locks: { request: (_: string, run: () => Promise<string>) => (last = last.then(run)) } };
  };
  afterEach(() => localStorage.clear());

  it("that begin at once are one visitor", async () => {
    minted();
    vi.stubGlobal("navigator", inTurn());
    vi.useFakeTimers();
    const both = Promise.all([new Session().ticket("ko"), new Session().ticket("ko")]);
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    const tickets = await both;
    expect(tickets).toEqual(["ticket of visitor-1", "ticket of visitor-1"]);
  });
  it("go on as who another one became", async () => {
    minted();
    const early = new Session();
    await new Session().ticket("ko");
    expect(await early.ticket("ko")).toBe("ticket of visitor-1");
  });
  it.each([0, 1])("do not bring back who logged out: not by an answer that comes late, after %i", async (before) => {
    minted();
    const one = new Session();
    if (before) await one.ticket("ko");
    const late = one.ticket("ko");
    one.forget(true);
    await expect(late).rejects.toThrow("logged out");
    expect(localStorage.getItem(VISITOR)).toBeNull();
  });
  it("do not bring back who logged out: not by what is still seen to be kept", async () => {
    minted();
    const one = new Session();
    await one.ticket("ko");
    one.forget(false);
    expect([localStorage.getItem(VISITOR), one.known]).toEqual(["visitor-1", false]);
    expect(await one.ticket("ko")).toBe("ticket of visitor-2");
  });
  it("that hear late of a log-out take nothing from who came next", async () => {
    minted();
    const [one, other] = [new Session(), new Session()];
    await one.ticket("ko");
    one.forget(true);
    expect([one.known, other.known]).toEqual([false, false]);
    await one.ticket("ko");
    other.forget(false);
    expect(localStorage.getItem(VISITOR)).toBe("visitor-2");
  });
});
