// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore } from "../../shared/store";
import { initialState, reduce } from "../state";
import { downloaded, mailed } from "./taking";

const freshPass = vi.fn(async () => "fresh");
const chat = { store: createStore(reduce, { ...initialState("ko", true), pass: "old" }), freshPass };
const refused = (status: number, code: string, retry_after?: number) => Response.json({ error: { code, retry_after } }, { status });
let asked: [string, RequestInit][];

/** The gateway answers the next questions so, one after the other. */
const answers = (...all: (Response | Error)[]) =>
  vi.stubGlobal("fetch", async (path: string, how: RequestInit) => {
    asked.push([path, how]);
    const next = all.shift()!;
    if (next instanceof Error) throw next;
    return next;
  });
const passes = () => asked.map(([, how]) => (how.headers as Record<string, string>)["X-Pass"]);

beforeEach(() => void (asked = []));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe("a conversation in a letter", () => {
  it("is asked for in the reader's language and by the reader's clock", async () => {
    answers(Response.json({ email_masked: "m***@home.example" }, { status: 202 }));
    expect(await mailed(chat, "ko", "m@home.example")).toEqual({ done: "letter", to: "m***@home.example" });
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(JSON.parse(asked[0]![1].body as string)).toEqual({ email: "m@home.example", locale: "ko", zone });
    expect(passes()).toEqual(["old"]);
  });
  it.each([
    ["refused for its address", refused(400, "bad_email"), { asked: "letter", code: "bad_email", retryAfter: undefined }],
    ["one too many", refused(429, "rate_limited", 4000), { asked: "letter", code: "rate_limited", retryAfter: 4000 }],
    ["asked for without a network", new TypeError("Failed to fetch"), { asked: "letter", code: "unavailable" }],
  ])("%s says why", async (_, answer, outcome) => {
    answers(answer);
    expect(await mailed(chat, "ko", "m@home.example")).toEqual(outcome);
  });
  it("asks once more with a new pass where the old one is over, and not for ever", async () => {
    answers(refused(401, "unauthenticated"), Response.json({ email_masked: "m***@home.example" }));
    expect(await mailed(chat, "ko", "m@home.example")).toMatchObject({ done: "letter" });
    expect(passes()).toEqual(["old", "fresh"]);
    answers(refused(401, "unauthenticated"), refused(401, "unauthenticated"));
    expect(await mailed(chat, "ko", "m@home.example")).toMatchObject({ code: "unauthenticated" });
  });
});

it("a file is saved under its name", async () => {
  const saved: string[] = [];
  vi.stubGlobal("URL", class extends URL {
    static override createObjectURL = () => "blob:it";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.download} from ${this.href}`);
  });
  answers(new Response("text"));
  expect(await downloaded(chat, "en", "support-chat")).toEqual({ done: "file" });
  expect(saved).toEqual(["support-chat.txt from blob:it"]);
  expect(asked[0]![0]).toContain("/widget/transcript?locale=en&zone=");
});
