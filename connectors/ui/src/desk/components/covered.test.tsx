// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import { LanguageProvider } from "../../shared/language";
import { ko } from "../catalogue/ko";
import { Covered, revealed } from "./covered";

const root = document.createElement("div");
const answered = (status: number, body: unknown) => vi.fn(async () => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }));
const pressed = async () => {
  root.querySelector("button")!.click();
  await new Promise((done) => setTimeout(done, 20));
};

const words = (key: string) => (ko as Record<string, string>)[key];

beforeEach(() =>
  render(
    <LanguageProvider value={{ locale: "ko", words } as never}>
      <Covered id="m1" text="제 번호는 [phone]이에요" />
    </LanguageProvider>,
    root,
  ),
);
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

describe("covered words", () => {
  it("name what is under the mask", () => expect(root.querySelector("mark")?.textContent).toBe("전화번호"));
  it("are shown as written to who asks", async () => {
    const asked = answered(200, { text: "제 번호는 010-0000-0000이에요" });
    vi.stubGlobal("fetch", asked);
    await pressed();
    expect(root.textContent).toBe("제 번호는 010-0000-0000이에요");
    expect(asked).toHaveBeenCalledWith("/desk/api/reveal", expect.objectContaining({ body: JSON.stringify({ message_id: "m1" }) }));
  });
  it.each([
    [403, { error: { code: "forbidden" } }],
    [200, { something: "else" }],
  ])("stay covered when the answer is %i %o, and it is said", async (status, body) => {
    vi.stubGlobal("fetch", answered(status, body));
    await pressed();
    expect(root.querySelector("mark")).not.toBeNull();
    expect(root.querySelector("[role=alert]")?.textContent).not.toBe("");
    expect(root.querySelector("button")?.disabled).toBe(false);
  });
  it("have an answer of the contract's form", () => expect(revealed.faults(golden.reveal.response, "answer")).toEqual([]));
});
