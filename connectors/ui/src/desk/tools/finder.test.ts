import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import { ApiError } from "../../shared/api";
import type { Findings } from "../../shared/frames/desk_api";
import { Finder } from "./finder";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const page = golden.search.response as Findings;
const rest = () => vi.advanceTimersByTimeAsync(250);

/** A gateway whose answers the test gives one by one. */
function gateway() {
  const asked: { q: string; cursor?: string; answer(found: Findings): void; refuse(error: unknown): void }[] = [];
  const ask = (q: string, cursor?: string) => new Promise<Findings>((answer, refuse) => void asked.push({ q, cursor, answer, refuse }));
  return { asked, finder: new Finder(ask) };
}
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("a search", () => {
  it("waits until typing rests, and asks for what is there then", async () => {
    const { asked, finder } = gateway();
    finder.type("환");
    await vi.advanceTimersByTimeAsync(249);
    finder.type("환불 ");
    await rest();
    expect(asked.map(({ q }) => q)).toEqual(["환불"]);
    asked[0]!.answer(page);
    await settle();
    expect(finder.store.get()).toMatchObject({ of: "환불", busy: false, results: page.results, next: page.next });
  });
  it("drops the answer to what is no longer asked", async () => {
    const { asked, finder } = gateway();
    finder.type("환불");
    await rest();
    finder.type("배송");
    asked[0]!.answer(page);
    await settle();
    expect(finder.store.get().results).toEqual([]);
    await rest();
    expect(asked[1]!.q).toBe("배송");
  });
  it("goes on page by page, once at a time", async () => {
    const { asked, finder } = gateway();
    finder.type("환불");
    await rest();
    asked[0]!.answer(page);
    await settle();
    void finder.more();
    void finder.more();
    expect(asked.slice(1).map(({ cursor }) => cursor)).toEqual([page.next]);
    asked[1]!.answer({ results: page.results });
    await settle();
    expect(finder.store.get()).toMatchObject({ results: [...page.results, ...page.results], next: undefined });
    await finder.more();
    expect(asked.length).toBe(2);
  });
  it("keeps the pages that are here when the next one fails, and may go on", async () => {
    const { asked, finder } = gateway();
    finder.type("환불");
    await rest();
    asked[0]!.answer(page);
    await settle();
    void finder.more();
    asked[1]!.refuse(new TypeError("network"));
    await settle();
    expect(finder.store.get()).toMatchObject({ failed: "network", results: page.results, next: page.next });
  });
  it("says why there is nothing, and asks anew after another letter", async () => {
    const { asked, finder } = gateway();
    finder.type("네");
    await rest();
    asked[0]!.refuse(new ApiError(503, "unavailable", "too slow"));
    await settle();
    expect(finder.store.get()).toMatchObject({ failed: "unavailable", of: "네", results: [] });
    finder.type("네 ");
    await rest();
    expect(asked.length).toBe(2);
  });
  it("is over when the field is emptied", async () => {
    const { asked, finder } = gateway();
    finder.type("환불");
    finder.type(" ");
    await rest();
    expect([asked.length, finder.store.get().busy, finder.store.get().of]).toEqual([0, false, undefined]);
  });
});
