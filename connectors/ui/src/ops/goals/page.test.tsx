// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";
import golden from "../../../../../tests/contracts/ops_api.json";
import { LanguageProvider } from "../../shared/language";
import { wordsOf } from "../../shared/words";
import { AlarmsProvider } from "../alarms/context";
import { ko } from "../catalogue/ko";
import { SegmentsProvider } from "../shell/segments";
import { SessionProvider, type Session } from "../shell/session";
import Page from "./page";

const answers: Record<string, unknown> = { overview: golden.overview.response, goals: { goals: [] }, improvements: { improvements: [] } };
const session = { agent: {}, signedOut: vi.fn(), onQuestion: vi.fn() } as unknown as Session;
const of = <T,>(data: T) => ({ phase: "ready", data, at: 0, again: vi.fn() }) as const;
const box = document.createElement("div");
const button = (label: string) => [...box.querySelectorAll("button")].find((one) => one.textContent === label)!;
const opens = async (label: string) => {
  await act(() => button(label).click());
  await vi.waitFor(() => expect(box.querySelector("dialog select")).not.toBeNull());
  const filter = [...box.querySelectorAll("dialog select")].at(-1) as HTMLSelectElement;
  filter.value = "own";
  await act(() => void filter.dispatchEvent(new Event("change", { bubbles: true })));
  await vi.waitFor(() => expect(box.querySelector("dialog .narrowing-groups")).not.toBeNull());
  await act(() => button(ko["dialog.cancel"]).click());
  await vi.waitFor(() => expect(box.querySelector("dialog")).toBeNull());
};

afterEach(() => {
  render(null, box);
  box.remove();
  vi.unstubAllGlobals();
});

describe("the forms of goals and improvements", () => {
  it("ask once for what they choose from, and not before one is opened", async () => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (path: string) => {
      asked.push(path);
      return new Response(JSON.stringify(answers[path.replace(/^\/ops\/api\/(\w+).*/, "$1")]));
    });
    document.body.append(box);
    await act(() =>
      render(
        <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
          <SessionProvider value={session}>
            <SegmentsProvider value={of({ segments: [] })}>
              <AlarmsProvider value={of({ alarms: [] })}>
                <Page />
              </AlarmsProvider>
            </SegmentsProvider>
          </SessionProvider>
        </LanguageProvider>,
        box,
      ),
    );
    const overviews = () => asked.filter((path) => path.startsWith("/ops/api/overview"));
    expect(overviews()).toEqual([]);
    await opens(ko["goal.add"]);
    await opens(ko["improvement.add"]);
    expect(overviews()).toEqual(["/ops/api/overview"]);
  });
});
