// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { underWay } from "../../shared/files/underway";
import { createStore } from "../../shared/store";
import { ko } from "../catalogue/ko";
import type { Chat } from "../chat";
import { frames } from "../frames.fixture";
import { initialState, reduce, type WidgetState } from "../state";
import { App } from "./app";

const ID = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c070";
let box: HTMLElement;
const begin = reduce({ ...initialState("ko", true), phase: "ready" } as WidgetState, { type: "frame", frame: frames["state_late_order"]! });

beforeEach(async () => {
  box = document.createElement("div");
  document.body.replaceChildren(box);
  const store = createStore(reduce, begin);
  const frame = { type: "outreach", client_id: "c", outreach_id: ID, answer: "dismiss" } as const;
  const answerOutreach = () => store.dispatch({ type: "say", pending: { frame, createdAt: 0 } });
  const chat = { store, uploads: underWay(), answerOutreach, outreachShown: vi.fn(), markRead: vi.fn() } as unknown as Chat;
  await act(() => render(<App chat={chat} />, box));
});
afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

describe("who waves the card away", () => {
  it.each([
    ["with a mouse or keys goes on writing", true, "TEXTAREA"],
    ["by touch goes on in what was said: no keyboard comes up", false, "DIV"],
  ])("%s", async (_, fine, there) => {
    vi.stubGlobal("matchMedia", () => ({ matches: fine }));
    const dismiss = box.querySelector<HTMLElement>(`[aria-label="${ko["outreach.dismiss"]}"]`)!;
    dismiss.focus();
    await act(() => dismiss.click());
    expect(box.querySelector(".outreach")).toBeNull();
    expect(document.activeElement?.tagName).toBe(there);
    expect(document.activeElement?.closest(".composer, .log")).not.toBeNull();
  });
});
