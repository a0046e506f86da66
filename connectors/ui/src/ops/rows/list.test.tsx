// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import { ko } from "../catalogue/ko";
import { readQuery } from "../query";
import { SessionProvider, type Session } from "../shell/session";
import { RowList } from "./list";

const onQuestion = vi.fn();
const session = { agent: {}, signedOut: vi.fn(), onQuestion } as unknown as Session;
const box = document.createElement("div");

afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

describe("an old link to the contacts behind a number", () => {
  it("is said to be one, and leaves nothing marked in the filter bar", async () => {
    const error = { code: "bad_frame", message: "metric: unknown", field: "metric" };
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ error }), { status: 400, headers: { "Content-Type": "application/json" } }));
    const query = readQuery("?page=overview&rows=metric%3Dgone&named=x", new Date("2026-03-02T00:00:00Z"));
    await act(() =>
      render(
        <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
          <SessionProvider value={session}>
            <RowList query={query} ask={vi.fn()} />
          </SessionProvider>
        </LanguageProvider>,
        box,
      ),
    );
    await vi.waitFor(() => expect(box.querySelector("[role=alert]")).not.toBeNull());
    expect(box.querySelector("[role=alert]")!.textContent).toBe(ko["ops.link_title"] + ko["ops.link_text"]);
    expect(box.querySelector("header button")!.textContent).toContain(ko["rows.back"]);
    expect(onQuestion.mock.calls).toEqual([[undefined]]);
  });
});
