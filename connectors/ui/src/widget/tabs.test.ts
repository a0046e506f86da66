import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStore } from "../shared/store";
import type { Chat } from "./chat";
import { frames } from "./frames.fixture";
import { initialState, reduce } from "./state";
import { Tabs } from "./tabs";

/** Channels of one browser: what one says all others hear. */
class FakeChannel {
  static all: FakeChannel[] = [];
  onmessage?: (event: { data: unknown }) => void;
  constructor() {
    FakeChannel.all.push(this);
  }
  postMessage(data: unknown): void {
    for (const other of FakeChannel.all) if (other !== this) other.onmessage?.({ data });
  }
}

function tab(frame = frames["welcome"]!) {
  const store = createStore(reduce, initialState("ko", true));
  const logout = vi.fn();
  const tabs = new Tabs({ store, logout } as unknown as Chat);
  store.dispatch({ type: "frame", frame });
  return { tabs, logout, read: (seq: number) => store.dispatch({ type: "read", seq }), seq: () => store.get().conversation?.read_seq };
}

beforeEach(() => {
  FakeChannel.all = [];
  vi.stubGlobal("BroadcastChannel", FakeChannel);
});
afterEach(() => vi.unstubAllGlobals());

it("what was read in one tab is read in all of that conversation, and never unread again", () => {
  const [one, other, elsewhere] = [tab(), tab(), tab({ ...frames["welcome"]!, conversation_id: "another" } as never)];
  one.read(9);
  expect([one.seq(), other.seq(), elsewhere.seq()]).toEqual([9, 9, 4]);
  other.read(7);
  expect(one.seq()).toBe(9);
});

it("who logs out in one tab is forgotten in all, and only the first takes away what the browser keeps", () => {
  const [one, other] = [tab(), tab()];
  one.tabs.logout();
  expect(one.logout).toHaveBeenCalledExactlyOnceWith();
  expect(other.logout).toHaveBeenCalledExactlyOnceWith(false);
});

it("a browser that gives tabs no way to each other has a chat all the same", () => {
  vi.stubGlobal("BroadcastChannel", class {
    constructor() {
      throw new DOMException("refused", "SecurityError");
    }
  });
  const one = tab();
  one.tabs.logout();
  expect(one.logout).toHaveBeenCalledOnce();
});
