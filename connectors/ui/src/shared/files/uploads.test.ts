import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../api";
import { ACCEPTED, MOST_BYTES, sized } from "./limits";
import { underWay, type UnderWay, type Upload } from "./underway";
import { Uploads, type Way } from "./uploads";

type Answer = true | false | Error;

/** A gateway that answers what it is told to, in order; without orders it takes everything. */
class Played implements Way {
  readonly posted: string[] = [];
  readonly ids: string[] = [];
  readonly orders: Answer[] = [];
  lines = 0;
  hold: Promise<void> | undefined;

  async ready(): Promise<void> {
    this.lines += 1;
  }
  async post(upload: Upload, file: File, onSent: (bytes: number) => void, until: AbortSignal): Promise<boolean> {
    this.posted.push(file.name);
    this.ids.push(upload.clientId);
    onSent(upload.size / 2);
    await this.hold;
    if (until.aborted) throw new TypeError("aborted");
    const answer = this.orders.shift() ?? true;
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

const file = (name: string, size = 4): File => new File([new Uint8Array(size)], name);
const refused = (code: string, retryAfter?: number) => new ApiError(409, code, code, retryAfter);

let way: Played;
let shown: UnderWay;
let uploads: Uploads;
const one = () => shown.get()[0]!;

beforeEach(() => {
  vi.useFakeTimers();
  way = new Played();
  shown = underWay();
  uploads = new Uploads(shown, way);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const passes = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

it("sends one after another, and leaves each until its message is here", async () => {
  uploads.add("c", [file("a"), file("b")]);
  await passes();
  expect(way.posted).toEqual(["a", "b"]);
  expect(shown.get().map(({ taken, sent }) => [taken, sent])).toEqual([[true, 4], [true, 4]]);
  await passes(20_000);
  expect(shown.get()).toEqual([]);
});

it("shows a refusal, and the same file again goes under the same id", async () => {
  way.orders.push(refused("files_full"));
  uploads.add("c", [file("a")]);
  await passes();
  expect(one().refusal).toEqual({ code: "files_full", retryAfter: undefined });
  uploads.retry(one().clientId);
  await passes();
  expect(one().refusal).toBeUndefined();
  expect(one().taken).toBe(true);
  expect(new Set(way.ids).size).toBe(1);
});

it.each([
  ["a broken line", new TypeError("no network")],
  ["a gateway that is busy", refused("rate_limited", 2)],
  ["a gateway without its database", refused("unavailable", 2)],
])("waits for %s, and sends the file again under the same id", async (_, error) => {
  way.orders.push(error);
  uploads.add("c", [file("a")]);
  await passes();
  expect([way.posted.length, one().refusal, one().taken]).toEqual([1, undefined, undefined]);
  await passes(2_000);
  expect(way.posted.length).toBe(2);
  expect(one().taken).toBe(true);
  expect(new Set(way.ids).size).toBe(1);
  expect(way.lines).toBe(2);
});

it("reports what nobody foresaw, shows it at its file, and sends the next one", async () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const broken = new SyntaxError("no JSON");
  way.orders.push(broken);
  uploads.add("c", [file("a"), file("b")]);
  await passes();
  expect(one().refusal).toEqual({ code: "other" });
  expect(way.posted).toEqual(["a", "b"]);
  expect(reported.mock.calls).toEqual([[broken]]);
});

it("leaves it to its sender when the line breaks under it again and again, or when it would take long", async () => {
  way.orders.push(...Array.from({ length: 4 }, () => new TypeError("no network")));
  uploads.add("c", [file("a")]);
  await passes(10_000);
  expect([way.posted.length, one().refusal]).toEqual([4, { code: "other" }]);
  uploads.discard(one().clientId);
  way.orders.push(refused("rate_limited", 3_000));
  uploads.add("c", [file("b")]);
  await passes(60_000);
  expect(one().refusal).toEqual({ code: "rate_limited", retryAfter: 3_000 });
});

describe("what is not sent at all", () => {
  it.each([
    ["too_large", MOST_BYTES + 1],
    ["empty", 0],
  ])("is %s", async (code, size) => {
    const huge = { name: "a", size } as File;
    uploads.add("c", [huge, file("b")]);
    await passes();
    expect(way.posted).toEqual(["b"]);
    expect(one().refusal).toEqual({ code });
  });

  it("was chosen for a conversation that this page has left", async () => {
    way.orders.push(false);
    uploads.add("c", [file("a"), file("b")]);
    await passes();
    expect(shown.get().map(({ name }) => name)).toEqual(["b"]);
  });
});

it("a file that is taken back is broken off, and the next one goes", async () => {
  let go = () => {};
  way.hold = new Promise((resolve) => (go = resolve));
  uploads.add("c", [file("a"), file("b")]);
  await passes();
  expect(one().sent).toBe(2);
  uploads.discard(one().clientId);
  go();
  await passes();
  expect(way.posted).toEqual(["a", "b"]);
  expect(shown.get().map(({ name, taken }) => [name, taken])).toEqual([["b", true]]);
});

it("a phone is not asked for photos that keep their place", () => {
  const offered = ACCEPTED.split(",");
  expect(offered).toContain("image/jpeg");
  expect(offered.filter((kind) => /hei[cf]|\*/.test(kind))).toEqual([]);
});

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [48 * 1024, "48 KB"],
  [2.44 * 1024 * 1024, "2.4 MB"],
  [MOST_BYTES, "10.0 MB"],
])("%i bytes are %s", (bytes, said) => expect(sized(bytes)).toBe(said));
