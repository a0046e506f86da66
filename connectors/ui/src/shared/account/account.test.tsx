// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, it, vi } from "vitest";
import { ko } from "../../desk/catalogue/ko";
import type { Agent } from "../frames/desk";
import { LanguageProvider } from "../language";
import { wordsOf } from "../words";
import { Account } from "./account";

const agent = { id: "a", name: "민서", roles: ["agent"], status: "away" };
const answer = (status: number, body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }));
const refused = () => answer(401, { error: { code: "unauthenticated", message: "log in" } });

async function opened(...answers: (() => Promise<Response>)[]): Promise<HTMLElement> {
  const box = document.createElement("div");
  const fetched = vi.fn(() => (answers.length > 1 ? answers.shift()! : answers[0]!)());
  vi.stubGlobal("fetch", fetched);
  const page = <Account title="상담 데스크">{(who: Agent) => <p class="in">{who.name}</p>}</Account>;
  await act(() => render(<LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>{page}</LanguageProvider>, box));
  return box;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("asks a gateway that is away until it answers, and shows no log-in meanwhile", async () => {
  const portal = () => Promise.resolve(new Response("<h1>Welcome to the airport</h1>"));
  const box = await opened(() => Promise.reject(new TypeError("no network")), () => answer(502, {}), portal, () => answer(200, { agent }));
  await vi.waitFor(() => expect(box.querySelector(".banner")).not.toBeNull());
  expect(box.querySelector("form")).toBeNull();
  await vi.waitFor(() => expect(box.querySelector(".in")?.textContent).toBe("민서"), 4_000);
});

it("shows the log-in to whom the gateway does not know", async () => {
  const box = await opened(refused);
  await vi.waitFor(() => expect(box.querySelector("form")).not.toBeNull());
  expect(box.querySelector(".banner")).toBeNull();
});

it("lets a person ask at once", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.999);
  const down = () => Promise.reject(new TypeError("no network"));
  const box = await opened(down, down, down, down, () => answer(200, { agent }));
  for (let tries = 0; tries < 4; tries++) {
    await vi.waitFor(() => expect(box.querySelector(".banner button")).not.toBeNull());
    await act(() => box.querySelector<HTMLElement>(".banner button")!.click());
  }
  await vi.waitFor(() => expect(box.querySelector(".in")).not.toBeNull());
});
