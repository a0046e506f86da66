// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Loader } from "./loader";
import type { Settings } from "./settings";

const settings: Settings = { host: "https://support.example", site: "s", locale: "ko", color: "#112233", position: "right", greeting: "", launcher: "icon" };

/** A loader on a page, with the frame's side in the test's hands. */
function loaded(more: Partial<Settings> = {}) {
  const loader = new Loader({ ...settings, ...more });
  const root = document.querySelector("firsthand-chat")!.shadowRoot!;
  const frame = () => root.querySelector("iframe");
  const told: { type: string }[] = [];
  const chat = { postMessage: (message: { type: string }) => told.push(message) };
  const says = (message: object, origin = settings.host) => {
    Object.defineProperty(frame()!, "contentWindow", { value: chat, configurable: true }); // pages are not fetched here
    window.dispatchEvent(new MessageEvent("message", { data: { firsthand: 1, ...message }, origin, source: chat as never }));
  };
  return { loader, root, button: root.querySelector("button")!, frame, told, says };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("visualViewport", null);
  Object.assign((window as unknown as { happyDOM: { settings: object } }).happyDOM.settings, {
    enableIframePageLoading: true,
    fetch: { interceptor: { beforeAsyncRequest: () => Promise.resolve(new Response("", { headers: { "Content-Type": "text/html" } })) } },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
});

describe("the frame", () => {
  it("is fetched at the first hover, once", () => {
    const { button, frame, root } = loaded();
    expect(frame()).toBeNull();
    button.dispatchEvent(new Event("pointerenter"));
    button.dispatchEvent(new Event("focus"));
    expect(root.querySelectorAll("iframe")).toHaveLength(1);
    expect(frame()!.src).toMatch(/^https:\/\/support\.example\/widget\/frame\?/);
  });
  it("hears what was said before it was ready, in order, then at once", () => {
    const { loader, told, says } = loaded();
    loader.open();
    loader.setContext({ order: "FH-1" });
    expect(told).toEqual([]);
    says({ type: "ready" });
    loader.close();
    expect(told.map(({ type }) => type)).toEqual(["context", "open", "context", "close"]);
  });
  it("is believed only from the support host", () => {
    const { loader, says, button } = loaded();
    loader.open();
    loader.close();
    says({ type: "unread", count: 3 }, "https://evil.example");
    expect(button.getAttribute("aria-label")).toBe("고객지원 채팅 열기");
    says({ type: "unread", count: 3 });
    expect(button.getAttribute("aria-label")).toBe("고객지원 채팅 열기, 읽지 않은 메시지 3개");
  });
  it("comes behind the launcher in a browser that opened it before", () => {
    loaded().loader.open();
    document.body.replaceChildren();
    sessionStorage.clear();
    const { frame } = loaded();
    expect(frame()).toBeNull();
    vi.advanceTimersByTime(1500);
    expect(frame()).not.toBeNull();
  });
  it("does not come by itself after a log-out", () => {
    const { loader } = loaded();
    loader.open();
    loader.close();
    loader.logout();
    document.body.replaceChildren();
    const { frame } = loaded();
    vi.advanceTimersByTime(5000);
    expect(frame()).toBeNull();
  });
});

describe("the launcher", () => {
  it("is put back where a page threw its body away, and the page says anew who is there", () => {
    const { loader, told, says } = loaded();
    const refused = vi.fn();
    loader.on("identity_refused", refused);
    loader.identify("jwt");
    loader.open();
    says({ type: "ready" });
    document.body.replaceChildren();
    vi.advanceTimersByTime(1000);
    expect(document.querySelector("firsthand-chat")).not.toBeNull();
    expect(refused).toHaveBeenCalledExactlyOnceWith({ code: "unauthenticated" });
    told.length = 0;
    says({ type: "ready" });
    expect(told.map(({ type }) => type)).toEqual(["open", "context"]);
  });
  it("does not lose a log-out that is said while its frame is off the page", () => {
    const { loader, frame, told, says } = loaded();
    loader.open();
    says({ type: "ready" });
    document.body.replaceChildren();
    Object.defineProperty(frame()!, "contentWindow", { value: null, configurable: true }); // as browsers do
    told.length = 0;
    loader.logout();
    vi.advanceTimersByTime(1000);
    says({ type: "ready" });
    expect(told[0]).toEqual({ firsthand: 1, type: "logout" });
  });
  it("has the shop's words and says them first", () => {
    const { button, loader } = loaded({ launcher: { ko: "도와드릴까요?", en: "May we help?" } });
    expect(button.textContent).toBe("도와드릴까요?0");
    expect(button.getAttribute("aria-label")).toBe("도와드릴까요?, 고객지원 채팅 열기");
    loader.setLocale("en");
    expect(button.getAttribute("aria-label")).toBe("May we help?, Open support chat");
  });
});

it("a listener that fails keeps nobody else from hearing", () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const { loader } = loaded();
  const heard = vi.fn();
  loader.on("open", () => {
    throw new Error("the page's own");
  });
  const undo = loader.on("open", heard);
  loader.open();
  undo();
  loader.close();
  loader.open();
  expect(heard).toHaveBeenCalledOnce();
  expect(reported).toHaveBeenCalledTimes(2);
});

it.each(["here", "in another tab"])("who logs out %s leaves no cart and no order to the next", (where) => {
  const { loader, told, says } = loaded();
  loader.open();
  says({ type: "ready" });
  loader.setContext({ cart: { items: 2, total: 118000, currency: "KRW" }, order: "FH-1" });
  told.length = 0;
  if (where === "here") loader.logout();
  else says({ type: "forgotten" });
  const page = { url: location.origin + location.pathname, title: document.title };
  const empty = { firsthand: 1, type: "context", context: { page } };
  expect(told).toEqual(where === "here" ? [{ firsthand: 1, type: "logout" }, empty] : [empty]);
  loader.setContext({ order: "FH-2" });
  expect(told.at(-1)).toEqual({ firsthand: 1, type: "context", context: { page, order: "FH-2" } });
});

it("a page within the page is told once its title had time to follow", () => {
  const { loader, told, says } = loaded();
  loader.open();
  says({ type: "ready" });
  loader.setContext({ page: { url: "https://shop.example/said" }, order: "FH-1" });
  told.length = 0;
  history.pushState(null, "", "/orders/1?key=secret");
  vi.advanceTimersByTime(1000);
  document.title = "주문 상세";
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([{ firsthand: 1, type: "context", context: { page: { url: `${location.origin}/orders/1`, title: "주문 상세" }, order: "FH-1" } }]);
});
