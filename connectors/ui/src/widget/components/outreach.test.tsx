// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LanguageProvider } from "../../shared/language";
import { wordsOf, type Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import type { ServerFrame } from "../../shared/frames/widget";
import type { Chat } from "../chat";
import { frames, hearNext } from "../frames.fixture";
import { refusalWords } from "../refusal";
import { initialState, outreachOf, reduce, unheard, type WidgetAction, type WidgetState } from "../state";
import { OutreachCard } from "./outreach";

const ID = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c070";
const CLIENT = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c029";
const after = (...actions: WidgetAction[]) => actions.reduce(reduce, { ...initialState("ko", true), phase: "ready" } as WidgetState);
const hear = (name: string): WidgetAction => ({ type: "frame", frame: frames[name]! });
const say = (answer: "take" | "dismiss", text?: string): WidgetAction => ({
  type: "say",
  pending: { frame: { type: "outreach", client_id: CLIENT, outreach_id: ID, answer }, text, createdAt: 0 },
});
const late = after(hear("state_late_order"));
const stuck = after(hear("state_stuck_step"));

const chat = { answerOutreach: vi.fn(), outreachShown: vi.fn(), discard: vi.fn() };
let box: HTMLElement;
const show = (state: WidgetState, locale: Locale = "ko") =>
  act(() => {
    render(
      <LanguageProvider value={{ locale, words: wordsOf(locale === "ko" ? ko : en) } as never}>
        <OutreachCard state={state} chat={chat as unknown as Chat} />
      </LanguageProvider>,
      box,
    );
  });
const press = (label: string) => act(() => [...box.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === label)!.click());

beforeEach(() => {
  box = document.createElement("div");
  document.body.replaceChildren(box);
});
afterEach(() => {
  render(null, box);
  vi.clearAllMocks();
});

describe("what is told before it is asked", () => {
  it("names the order and its promised day, in the customer's language", async () => {
    await show(late);
    expect(box.textContent).toContain("FH-100234");
    expect(box.textContent).toContain("3월 1일");
    await show(late, "en");
    expect(box.textContent).toContain("1 Mar");
  });
  it("names the next step", async () => {
    await show(stuck, "en");
    expect(box.querySelector("h2")?.textContent).toBe(en["outreach.stuck_verified_title"]);
    await press(en["button.open_guide"]);
    expect(chat.answerOutreach.mock.calls[0]?.slice(1)).toEqual(["take", en["button.open_guide"]]);
  });
  it("is answered by its buttons", async () => {
    await show(late);
    await press(ko["button.see_order"]);
    await press(ko["button.talk_to_person"]);
    await press(ko["outreach.dismiss"]);
    expect(chat.answerOutreach.mock.calls).toEqual([
      [ID, "take", ko["button.see_order"]],
      [ID, "person", ko["button.talk_to_person"]],
      [ID, "dismiss"],
    ]);
  });
  it("tells once that it was seen, takes no focus, and makes room for who writes", async () => {
    const before = document.activeElement;
    await show({ ...late, open: false });
    await show({ ...late, drafting: true });
    expect(box.querySelector("section")?.hidden).toBe(true);
    expect(chat.outreachShown).not.toHaveBeenCalled();
    await show(late);
    await show({ ...late, locale: "ko" });
    expect(chat.outreachShown.mock.calls).toEqual([[ID]]);
    expect(document.activeElement).toBe(before);
    await show(stuck);
    expect(chat.outreachShown.mock.calls).toEqual([[ID]]);
  });
});

describe("who hears it", () => {
  const status = () => box.querySelector("[role=status]")!;
  it("has it read out from a place that was there before, once the panel is open, and not again after writing", async () => {
    await show(after());
    const place = status();
    expect(place.textContent).toBe("");
    await show({ ...late, open: false });
    expect(status().textContent).toBe("");
    await show(late);
    expect(status()).toBe(place);
    expect(place.textContent).toContain("FH-100234");
    await show({ ...late, drafting: true });
    expect(place.textContent).toContain("FH-100234");
    await show(reduce(late, say("dismiss")));
    expect(place.textContent).toBe("");
    expect(box.querySelectorAll("[role=status]").length).toBe(1);
  });
});

describe("a question for a rating", () => {
  it("goes first", () => {
    const asked = frames["state_asked_for_rating"] as Extract<ServerFrame, { type: "state" }>;
    const both = after({ type: "frame", frame: { ...asked, state: { ...asked.state, outreach: late.conversation!.outreach! } } });
    expect([outreachOf(both), unheard(both)]).toEqual([undefined, 0]);
    expect(outreachOf({ ...both, ratingDismissed: both.conversation!.rating!.contact_id })?.id).toBe(ID);
  });
});

describe("an answer to it", () => {
  it("takes it away at once and for good", () => {
    expect([unheard(late), unheard(stuck), unheard(after())]).toEqual([1, 0, 0]);
    const answered = reduce(late, say("dismiss"));
    expect([outreachOf(answered), unheard(answered)]).toEqual([undefined, 0]);
    const confirmed = reduce(answered, { type: "frame", frame: { type: "ack", client_id: CLIENT } });
    expect(outreachOf(confirmed)).toBeUndefined();
    expect(confirmed.pending).toEqual([]);
  });
  it("shows it again where it was refused", () => {
    const refused = reduce(reduce(late, say("take", "t")), { type: "frame", frame: { type: "refused", client_id: CLIENT, code: "internal" } });
    expect(outreachOf(refused)?.id).toBe(ID);
  });
  it.each([
    ["dismiss", undefined, "alert"],
    ["take", "보기", null],
  ] as const)("that was refused (%s) is said why, and made anew", async (answer, text, role) => {
    const refused = reduce(reduce(late, say(answer, text)), { type: "frame", frame: { type: "refused", client_id: CLIENT, code: "conflict" } });
    await show(refused);
    const fault = box.querySelector(".fault")!;
    expect([fault.textContent, fault.getAttribute("role")]).toEqual([refusalWords(wordsOf(ko), "conflict"), role]);
    await press(ko["outreach.dismiss"]);
    expect(chat.discard.mock.calls).toEqual([[CLIENT]]);
    expect(chat.answerOutreach.mock.calls).toEqual([[ID, "dismiss"]]);
  });
  it("stands in the thread as what the customer said, and then as the record has it", () => {
    const opened = after(hear("welcome_of_a_new_visitor"));
    const told = reduce(reduce(opened, { type: "frame", frame: { ...frames["state_late_order"]!, type: "state" } as never }), say("take", "보기"));
    const ack = { type: "ack" as const, client_id: CLIENT, message_id: "m", seq: 1, created_at: "2026-03-02T09:00:00+00:00" };
    const confirmed = reduce(told, { type: "frame", frame: ack });
    expect(confirmed.thread.messages.map(({ kind, text }) => [kind, text])).toEqual([["press", "보기"]]);
    const recorded = hearNext(confirmed, "message_press_of_outreach");
    expect(recorded.thread.messages.at(-1)?.code).toBe("see_order");
  });
});
