import { expect, it } from "vitest";
import type { FirsthandApi, FirsthandCall, FirsthandSettings } from "./firsthand";

/** What a shop may write, and what its compiler stops; the type check of this folder is the test. */
function written(chat: FirsthandApi): (FirsthandCall | FirsthandSettings)[] {
  const undo: () => void = chat.on("unread", ({ count }) => count.toFixed());
  chat.on("handoff", () => undo());
  chat.on("identity_refused", ({ code }) => chat.identify(code));
  chat.setContext({ page: null, cart: { items: 1, total: 12900, currency: "KRW" }, order: "FH-1" });
  // @ts-expect-error: no such event
  chat.on("closed", () => undefined);
  // @ts-expect-error: an unread event has a count only
  chat.on("unread", ({ messages }) => messages);
  // @ts-expect-error: a language that the chat does not speak
  chat.setLocale("fr");
  // @ts-expect-error: a cart without its currency
  chat.setContext({ cart: { items: 1, total: 12900 } });
  // @ts-expect-error: a call that needs its token
  const call: FirsthandCall = ["identify"];
  return [call, ["open"], ["identify", "jwt"], ["on", "open", () => undefined], { greeting: { ko: "어서 오세요" }, launcher: "text" }];
}

it("every call of the interface can be made", () => {
  const said: unknown[] = [];
  const made = new Proxy({}, { get: (_, name) => (...args: unknown[]) => said.push([name, ...args]) }) as FirsthandApi;
  written(made);
  expect(new Set(said.map((one) => (one as unknown[])[0]))).toEqual(new Set(["on", "setContext", "setLocale"]));
});
