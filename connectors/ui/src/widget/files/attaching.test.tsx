// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "../../shared/api";
import { underWay, type Upload } from "../../shared/files/underway";
import { LanguageProvider } from "../../shared/language";
import { createStore } from "../../shared/store";
import { wordsOf } from "../../shared/words";
import type { Chat } from "../chat";
import { frames, hearNext } from "../frames.fixture";
import { initialState, reduce, type WidgetState } from "../state";
import { Attaching } from "./attaching";
import { ko } from "./catalogue/ko";
import { wayOf } from "./sending";

const bot = { ...initialState("ko", true), phase: "ready", pass: "p", conversationId: "c" } as WidgetState;
const waiting = hearNext(bot, "state_queue");
const photo = new File(["x"], "파손.jpg");
let box: HTMLElement;
let chat: Chat;
const done = vi.fn();
const send = vi.fn();

const show = (state: WidgetState, given: readonly File[]) =>
  act(() => {
    const language = { locale: "ko", words: wordsOf(ko) } as never;
    render(
      <LanguageProvider value={language}>
        <Attaching state={state} chat={chat} given={given} onDone={done} />
      </LanguageProvider>,
      box,
    );
  });
const press = (name: string) => act(() => [...box.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === name)!.click());
const sending = () => chat.uploads.get().map(({ name, conversationId }: Upload) => [name, conversationId]);

beforeEach(() => {
  box = document.createElement("div");
  document.body.replaceChildren(box);
  const store = createStore(reduce, { ...bot, phase: "waiting" } as WidgetState); // no line: nothing leaves
  chat = { store, uploads: underWay(), send, freshPass: vi.fn() } as unknown as Chat;
  vi.clearAllMocks();
});
afterEach(() => render(null, box));

it("while the assistant answers, what was given waits for a person, and then goes by itself", async () => {
  const given = [photo];
  await show(bot, given);
  expect(box.textContent).toContain(ko["attach.person_only"]);
  await press(ko["attach.call_person"]);
  expect(send.mock.calls).toEqual([[ko["attach.asked_for_person"]]]);
  expect(box.textContent).toContain(ko["attach.then"]);
  expect([done.mock.calls.length, sending()]).toEqual([0, []]);
  await show(waiting, given);
  expect(sending()).toEqual([["파손.jpg", "c"]]);
  expect(done).toHaveBeenCalledOnce();
});

it.each([["pasted while the assistant answered", bot], ["pasted with a person there", waiting]])("what was %s leaves at a press only", async (_, before) => {
  const given = [photo];
  await show(before, given);
  await show(waiting, given);
  expect([done.mock.calls.length, sending()]).toEqual([0, []]);
  expect(box.querySelector(".attaching li")!.textContent).toBe("파손.jpg1 B");
  await press(ko["attach.send"]);
  expect(sending()).toEqual([["파손.jpg", "c"]]);
  expect(done).toHaveBeenCalledOnce();
});

it("what is pasted and what is chosen after it leave together, or not at all", async () => {
  const click = vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(() => undefined);
  await show(waiting, [photo]);
  expect(click).not.toHaveBeenCalled();
  await show(waiting, []);
  expect(click).toHaveBeenCalledOnce();
  const input = box.querySelector<HTMLInputElement>("input[type=file]")!;
  await act(() => void input.dispatchEvent(new Event("cancel", { bubbles: true })));
  Object.defineProperty(input, "files", { value: [new File(["y"], "영수증.pdf")] });
  await act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
  await press(ko["attach.close"]);
  expect([done.mock.calls.length, sending()]).toEqual([1, []]);
  await press(wordsOf(ko)("attach.send_several", { count: 2 }));
  expect(sending()).toEqual([["파손.jpg", "c"], ["영수증.pdf", "c"]]);
  click.mockRestore();
});

it("one of several is left out, and with the last of them all of it ends", async () => {
  const leaveOut = (name: string) => press(wordsOf(ko)("attach.leave_out", { name }));
  await show(waiting, [photo, new File(["y"], "영수증.pdf")]);
  await leaveOut("파손.jpg");
  expect([box.querySelectorAll("li").length, done.mock.calls.length]).toEqual([1, 0]);
  await leaveOut("영수증.pdf");
  expect([done.mock.calls.length, sending()]).toEqual([1, []]);
});

it("who only wanted to choose is led to a person, or stops it", async () => {
  await show(bot, []);
  await press(ko["attach.close"]);
  await press(ko["attach.call_person"]);
  expect([done.mock.calls.length, send.mock.calls.length, sending()]).toEqual([2, 1, []]);
});

it("with a person files are chosen at once, several of them, and sent", async () => {
  const click = vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(() => undefined);
  await show(waiting, []);
  expect(click).toHaveBeenCalledOnce();
  const input = box.querySelector<HTMLInputElement>("input[type=file]")!;
  expect([input.multiple, input.accept.includes("svg"), input.accept.includes("html")]).toEqual([true, false, false]);
  Object.defineProperty(input, "files", { value: [photo, photo] });
  await act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
  expect(sending()).toEqual([["파손.jpg", "c"], ["파손.jpg", "c"]]);
  click.mockRestore();
});

/** A gateway behind XMLHttpRequest: what it is asked, and what it answers in order. */
class FakeRequest {
  static answers: number[] = [];
  static asked: Record<string, string>[] = [];
  readonly upload = {};
  readonly headers: Record<string, string> = {};
  status = 0;
  responseText = "";
  onload?: () => void;
  open(_: string, path: string): void {
    this.headers["path"] = path;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getResponseHeader = () => "application/json";
  abort(): void {}
  send(): void {
    FakeRequest.asked.push(this.headers);
    this.status = FakeRequest.answers.shift() ?? 200;
    this.responseText = JSON.stringify({ error: { code: this.status === 401 ? "unauthenticated" : "unsupported_file" } });
    queueMicrotask(() => this.onload!());
  }
}

async function posts(state: WidgetState, fresh: () => void = () => undefined) {
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  FakeRequest.asked = [];
  const store = createStore(reduce, state);
  const freshPass = async () => (fresh(), store.dispatch({ type: "frame", frame: { ...frames["welcome"]!, conversation_id: "c", pass: "new" } as never }), store.get().pass);
  const upload: Upload = { clientId: "id", conversationId: "c", name: photo.name, size: 1, sent: 0 };
  try {
    return await wayOf({ store, freshPass }).post(upload, photo, () => undefined, new AbortController().signal);
  } finally {
    vi.unstubAllGlobals();
  }
}

it("a file goes with the pass, its id and its name, and with a fresh pass where that one is over", async () => {
  FakeRequest.answers = [401, 200];
  expect(await posts(bot)).toBe(true);
  expect(FakeRequest.asked.map((one) => one["X-Pass"])).toEqual(["p", "new"]);
  expect(FakeRequest.asked[0]).toMatchObject({ path: "/widget/files", "X-Client-Id": "id", "X-Firsthand": "1", "X-File-Name": encodeURIComponent("파손.jpg") });
});

it("a refusal is told by its code, and is not tried again", async () => {
  FakeRequest.answers = [415];
  await expect(posts(bot)).rejects.toSatisfy((error: ApiError) => error.code === "unsupported_file");
  expect(FakeRequest.asked.length).toBe(1);
});

it("a file that was chosen before somebody else sat down here goes nowhere", async () => {
  FakeRequest.answers = [];
  expect(await posts({ ...bot, conversationId: "another" })).toBe(false);
  expect(FakeRequest.asked).toEqual([]);
});
