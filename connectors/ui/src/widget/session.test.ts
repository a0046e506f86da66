// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { Later } from "../shared/backoff";
import { Denied } from "../shared/socket";
import { Session } from "./session";

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
