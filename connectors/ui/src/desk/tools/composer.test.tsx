// @vitest-environment happy-dom
import { createRef, render } from "preact";
import { useState } from "preact/hooks";
import { afterEach, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import type { Macro, Order, Suggestion } from "../../shared/frames/desk_api";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import { ko } from "../catalogue/ko";
import { Answers } from "./answers";
import { Composer } from "./composer";
import { gapsIn, type Values } from "./placeholders";

const macro: Macro = { id: "m1", name: "환불 안내", ko: "{customer_name}님, {order_number} 환불할게요.", en: "We refund {order_number}." };
const other: Macro = { id: "m2", name: "첫인사", ko: "안녕하세요.", en: "Hello." };
const suggestions = golden.suggestions.response.suggestions as Suggestion[];
const orders = golden.customer.response.orders as unknown as Order[];
const sent: string[] = [];

interface Given {
  values?: Values;
  found?: Suggestion[];
  orders?: Order[];
}

function Page({ values = {}, found = [], orders = [] }: Given) {
  const [text, setText] = useState("");
  const [mode, setMode] = useState<"reply" | "note">("reply");
  const [box] = useState(() => createRef<HTMLTextAreaElement>());
  const writing = { mode, setMode, replies: true, text, setText, count: text.length, limit: 2000, gaps: mode === "note" ? [] : gapsIn(text), ready: text.trim() !== "", send: () => sent.push(text) };
  const macros = new Answers(async () => [macro, other]);
  return (
    <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
      <Composer {...{ box, writing, found, hide: () => undefined, macros, queue: "general", spoken: "ko", values: () => values, orders }} />
    </LanguageProvider>
  );
}

const root = document.body.appendChild(document.createElement("div"));
const painted = () => new Promise((done) => setTimeout(done, 30));
const box = () => root.querySelector("textarea")!;
const one = <T extends Element>(selector: string): T => root.querySelector<T>(selector)!;

async function open(given: Given = {}): Promise<void> {
  render(<Page {...given} />, root);
  await painted();
}

async function press(at: Element, key: string, more: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  at.dispatchEvent(event);
  await painted();
  return event.defaultPrevented;
}

async function type(at: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  at.value = text;
  at.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await painted();
}

afterEach(() => {
  render(null, root);
  sent.length = 0;
});

it("sends with Enter, not while an input method composes", async () => {
  await open();
  await type(box(), "안녕하세요");
  await press(box(), "Enter", { isComposing: true });
  expect(sent).toEqual([]);
  await press(box(), "Enter");
  expect(sent).toEqual(["안녕하세요"]);
});

it("finds a macro by first consonants and fills it", async () => {
  await open({ values: { customer_name: "하은", order_number: "FH-1" } });
  await press(box(), "/");
  await type(one<HTMLInputElement>(".picker input"), "ㅎㅂ");
  expect([...root.querySelectorAll(".picker [role=option] strong")].map((name) => name.textContent)).toEqual(["환불 안내"]);
  await press(one(".picker input"), "Enter");
  expect([box().value, root.querySelector(".picker")]).toEqual(["하은님, FH-1 환불할게요.", null]);
});

it("holds a text with a gap back until it is filled", async () => {
  await open({ values: { customer_name: "하은" } });
  await press(box(), "/");
  await type(one<HTMLInputElement>(".picker input"), "환불");
  await press(one(".picker input"), "Enter");
  expect(one(".behind mark").textContent).toBe("{order_number}");
  await press(box(), "Enter");
  expect([sent, box().selectionStart, box().selectionEnd, one("[role=alert]").textContent]).toEqual([[], 5, 19, " 빈칸이 남아 있어 보내지 않았어요. 채우거나 지워 주세요."]);
  await type(box(), "하은님, FH-1 환불할게요.");
  await press(box(), "Enter");
  expect(sent).toEqual(["하은님, FH-1 환불할게요."]);
});

it("fills what belongs to an order once it is chosen", async () => {
  await open({ orders: [orders[0]!, { ...orders[0]!, number: "FH-2" }] });
  await type(box(), "{order_number} {order_total}");
  one<HTMLButtonElement>(".choose .gap").click();
  await painted();
  expect(box().value).toBe("FH-100207 59,000원");
});

it("puts a suggestion into an empty box with Tab, filled, and never sends it", async () => {
  await open({ found: suggestions, values: { order_number: "FH-1", order_total: "5,000원" } });
  expect(await press(box(), "Tab")).toBe(true);
  expect([box().value, sent]).toEqual(["주문 FH-1의 5,000원은 카드사로 취소를 보냈고, 영업일 기준 3~5일이면 들어와요.", []]);
  expect(await press(box(), "Tab")).toBe(false);
});

it("lets a note be anything, and looks like one", async () => {
  await open();
  one<HTMLButtonElement>(".switch button:last-child").click();
  await painted();
  expect([one(".write").classList.contains("note"), one(".private").textContent]).toEqual([true, " 고객에게는 보이지 않아요"]);
  expect(await press(box(), "/")).toBe(false);
  await type(box(), "{carrier}에 물어봄");
  await press(box(), "Enter");
  expect(sent).toEqual(["{carrier}에 물어봄"]);
});
