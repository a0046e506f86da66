import { describe, expect, it } from "vitest";
import { backoff } from "./backoff";
import { Outbox, type Shelf } from "./outbox";

const shelf = (): Shelf & { text: string | null } => ({
  text: null,
  load() {
    return this.text;
  },
  save(text) {
    this.text = text;
  },
});
const frame = (id: string, secret = false) => ({ client_id: id, secret });

describe("the outbox", () => {
  it("holds frames in order until they are settled", () => {
    const outbox = new Outbox(shelf(), () => true);
    ["a", "b", "c"].forEach((id) => outbox.add(frame(id)));
    outbox.settle("b");
    expect(outbox.waiting().map((one) => one.client_id)).toEqual(["a", "c"]);
  });
  it("survives a reload, but writes down nothing that it may not", () => {
    const kept = shelf();
    const before = new Outbox(kept, (one: { secret: boolean; client_id: string }) => !one.secret);
    before.add(frame("a"));
    before.add(frame("b", true));
    expect(kept.text).not.toContain('"b"');
    expect(new Outbox(kept, () => true).waiting()).toEqual([frame("a")]);
  });
});

describe("the delay before a new try", () => {
  it("doubles up to half a minute, with full jitter", () => {
    expect([0, 1, 2, 20].map((attempt) => backoff(attempt, () => 1))).toEqual([500, 1000, 2000, 30_000]);
    expect(backoff(20, () => 0)).toBe(0);
  });
});
