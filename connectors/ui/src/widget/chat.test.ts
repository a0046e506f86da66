// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Chat } from "./chat";

/** Sockets that a test plays the gateway of. */
class FakeSocket {
  static readonly OPEN = 1;
  static opened: FakeSocket[] = [];
  readonly readyState = 1;
  readonly said: Record<string, unknown>[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number; reason: string }) => void;
  constructor() {
    FakeSocket.opened.push(this);
  }
  send(data: string): void {
    this.said.push(JSON.parse(data) as Record<string, unknown>);
  }
  close(): void {
    // whoever plays the gateway says when it is closed
  }
}

const welcome = (locale: string) => ({
  type: "welcome",
  conversation_id: "c",
  customer: { verified: false },
  state: { owner: "bot", version: 1, locale, read_seq: 0 },
  messages: [],
  last_seq: 0,
  reset: false,
});

async function welcomed(locale: string): Promise<FakeSocket> {
  const before = FakeSocket.opened.length;
  await vi.waitFor(() => expect(FakeSocket.opened.length).toBe(before + 1), 5_000);
  const socket = FakeSocket.opened.at(-1)!;
  socket.onopen!();
  socket.onmessage!({ data: JSON.stringify(welcome(locale)) });
  return socket;
}

beforeEach(() => {
  FakeSocket.opened = [];
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => vi.unstubAllGlobals());

it("tells the language that was chosen without a line once there is one", async () => {
  const pass = { known: true, vouched: false, ticket: () => Promise.resolve("t"), identify: () => undefined, forget: () => undefined };
  const chat = new Chat(pass, { embedded: false, shop: undefined, tell: () => undefined }, "ko");
  chat.setOpen(true);
  const first = await welcomed("ko");
  first.onclose!({ code: 1006, reason: "" });
  chat.setLocale("en");
  const second = await welcomed("ko");
  expect(second.said.map((frame) => frame["type"])).toEqual(["hello", "locale"]);
  expect(second.said.at(-1)).toEqual({ type: "locale", locale: "en" });
  expect(chat.store.get().locale).toBe("en");
  second.onclose!({ code: 1006, reason: "" });
  const third = await welcomed("en");
  expect(third.said.map((frame) => frame["type"])).toEqual(["hello"]);
});

it.each(["before", "after"])("looks after a customer whom the page names %s the chat is ready behind the launcher", async (when) => {
  const pass = { known: false, vouched: false, ticket: () => Promise.resolve("t"), identify: () => void (pass.vouched = true), forget: () => undefined };
  const chat = new Chat(pass, { embedded: true, shop: undefined, tell: () => undefined }, "ko");
  if (when === "before") chat.identify("jwt");
  expect(FakeSocket.opened).toEqual([]);
  chat.resumeIfKnown();
  if (when === "after") chat.identify("jwt");
  const socket = await welcomed("ko");
  expect(socket.said.map((frame) => frame["type"])).toEqual(["hello"]);
  expect(chat.store.get().open).toBe(false);
});

it("tells where the customer is once there is a line, and again on the next", async () => {
  const pass = { known: true, vouched: false, ticket: () => Promise.resolve("t"), identify: () => undefined, forget: () => undefined };
  const chat = new Chat(pass, { embedded: true, shop: undefined, tell: () => undefined }, "ko");
  chat.setContext({ order: "FH-1" });
  chat.setOpen(true);
  const first = await welcomed("ko");
  chat.setContext({ order: "FH-2" });
  expect(first.said.slice(1)).toEqual(["FH-1", "FH-2"].map((order) => ({ type: "context", context: { order } })));
  first.onclose!({ code: 1006, reason: "" });
  const second = await welcomed("ko");
  expect(second.said.slice(1)).toEqual([{ type: "context", context: { order: "FH-2" } }]);
});

it.each([true, false])("tells the next person's line nothing of the one before, and the page of a log-out elsewhere (everywhere: %s)", async (everywhere) => {
  const pass = { known: true, vouched: false, ticket: () => Promise.resolve("t"), identify: () => undefined, forget: () => undefined };
  const tell = vi.fn();
  const chat = new Chat(pass, { embedded: true, shop: undefined, tell }, "ko");
  chat.setOpen(true);
  await welcomed("ko");
  chat.setContext({ order: "FH-1" });
  chat.logout(everywhere);
  const second = await welcomed("ko");
  expect(second.said.map((frame) => frame["type"])).toEqual(["hello"]);
  expect(tell.mock.calls).toEqual(everywhere ? [] : [[{ type: "forgotten" }]]);
});
