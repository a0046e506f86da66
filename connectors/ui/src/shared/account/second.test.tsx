// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, it, vi } from "vitest";
import { ko } from "../../desk/catalogue/ko";
import type { Agent } from "../frames/desk";
import { LanguageProvider } from "../language";
import { wordsOf } from "../words";
import { Account } from "./account";

const agent = { id: "a", name: "민서", roles: ["admin"], status: "away" };
const begun = { address: "otpauth://totp/x", secret: "ABCDEFGHIJ", picture: { path: "M4 4h7v1h-7z", size: 41 } };
const codes = ["abcd-efgh-jkmn-2345", "bbcd-efgh-jkmn-2345"];
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const refused = (status: number, code: string) => answer(status, { error: { code, message: code } });

interface Asked {
  path: string;
  body: Record<string, string>;
}

/** The page, before a gateway that gives these answers in turn; what it was asked is kept. */
async function opened(...answers: Response[]): Promise<{ box: HTMLElement; asked: Asked[] }> {
  const box = document.body.appendChild(document.createElement("div"));
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", (path: string, { body }: RequestInit) => {
    asked.push({ path, body: JSON.parse((body as string | undefined) ?? "{}") as Asked["body"] });
    return Promise.resolve(answers.shift()!);
  });
  const page = <Account title="상담 데스크">{(who: Agent) => <p class="in">{who.name}</p>}</Account>;
  await act(() => render(<LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>{page}</LanguageProvider>, box));
  return { box, asked };
}

async function typed(box: HTMLElement, values: Record<string, string>): Promise<void> {
  await vi.waitFor(() => expect(box.querySelector(`[name=${Object.keys(values)[0]}]`)).not.toBeNull());
  for (const [name, value] of Object.entries(values)) box.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value;
  await act(() => void box.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
}

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

it("asks for the code after the password, and again when it was used before", async () => {
  const { box, asked } = await opened(
    refused(401, "unauthenticated"),
    refused(401, "code_needed"),
    refused(403, "code_wrong"),
    answer(200, { agent, second_factor: "on" }),
  );
  await typed(box, { email: "a@shop.example", password: "a long one" });
  await typed(box, { code: "123456" });
  await vi.waitFor(() => expect(box.querySelector("[role=alert]")?.textContent).toBe(ko["login.code_wrong"]));
  await typed(box, { code: "234567" });
  await vi.waitFor(() => expect(box.querySelector(".in")).not.toBeNull());
  expect(asked.slice(1).map((one) => one.body)).toEqual([
    { email: "a@shop.example", password: "a long one" },
    { email: "a@shop.example", password: "a long one", code: "123456" },
    { email: "a@shop.example", password: "a long one", code: "234567" },
  ]);
});

it("does not go on before a second factor that is needed is set up and its codes are kept", async () => {
  const { box, asked } = await opened(
    refused(401, "unauthenticated"),
    answer(200, { agent, second_factor: "needed" }),
    answer(200, begun),
    answer(200, { recovery_codes: codes }),
  );
  await typed(box, { email: "a@shop.example", password: "a long one" });
  await vi.waitFor(() => expect(box.querySelector(".picture path")?.getAttribute("d")).toBe(begun.picture.path));
  expect(box.querySelector(".key code")?.textContent).toBe("ABCD EFGH IJ");
  await typed(box, { code: "123456" });
  await vi.waitFor(() => expect([...box.querySelectorAll(".codes code")].map((code) => code.textContent)).toEqual(codes));
  expect(box.querySelector(".in")).toBeNull();
  await act(() => box.querySelector<HTMLElement>(".strong")!.click());
  expect(box.querySelector(".in")?.textContent).toBe("민서");
  expect(asked.slice(2)).toEqual([
    { path: "/desk/api/account/second-factor", body: { password: "a long one" } },
    { path: "/desk/api/account/second-factor/confirm", body: { code: "123456" } },
  ]);
});

it("asks for the password again after a reload", async () => {
  const { box, asked } = await opened(answer(200, { agent, second_factor: "needed" }), refused(403, "password_wrong"), answer(200, begun));
  await typed(box, { password: "not the one" });
  await vi.waitFor(() => expect(box.querySelector("[role=alert]")?.textContent).toBe(ko["second.password_wrong"]));
  await typed(box, { password: "a long one" });
  await vi.waitFor(() => expect(box.querySelector(".picture")).not.toBeNull());
  expect(asked.map((one) => one.body["password"])).toEqual([undefined, "not the one", "a long one"]);
});
