// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import { ko } from "../catalogue/ko";
import type { Answer } from "../loaded";
import { Answered } from "./answered";
import { SessionProvider, type Session } from "./session";

const session = { agent: {}, signedOut: () => undefined, onQuestion: () => undefined } as unknown as Session;
const box = document.createElement("div");
const show = (of: Answer<{ n: number }>) =>
  act(() =>
    render(
      <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
        <SessionProvider value={session}>
          <Answered of={of} calm>
            {({ n }) => <p>{n}</p>}
          </Answered>
        </SessionProvider>
      </LanguageProvider>,
      box,
    ),
  );
const alert = () => box.querySelector("[role=alert]");
const again = () => undefined;
const error = new TypeError("no network");

afterEach(() => render(null, box));

describe("what is said of numbers that are not those of now", () => {
  it.each([
    ["with old numbers", { data: { n: 1 }, at: 0 }],
    ["without any", {}],
  ])("stays the same while they are asked again, %s", async (_, had) => {
    await show({ phase: "failed", error, ...had, again });
    const said = alert();
    expect(said).not.toBeNull();
    await show({ phase: "loading", error, ...had, again });
    expect(alert()).toBe(said);
    await show({ phase: "ready", data: { n: 2 }, at: 1, again });
    expect(alert()).toBeNull();
    expect(box.textContent).toBe("2");
  });
});
