// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, it } from "vitest";
import { ko } from "../widget/catalogue/ko";
import { ConnectionBanner } from "./connection";
import { LanguageProvider } from "./language";
import type { Phase } from "./socket";
import { wordsOf } from "./words";

async function said(phase: Phase, known: boolean): Promise<string> {
  const box = document.createElement("div");
  const banner = <ConnectionBanner {...{ phase, known }} retryAt={Date.now() + 4_000} onRetry={() => undefined} />;
  await act(() => render(<LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>{banner}</LanguageProvider>, box));
  return box.querySelector("span")?.textContent ?? "";
}

it.each<[Phase, boolean, string]>([
  ["idle", false, ""],
  ["connecting", false, ""],
  ["ready", true, ""],
  ["connecting", true, ko["connection.connecting"]],
  ["waiting", true, ko["connection.waiting"].replace("{seconds}", "4")],
  ["offline", true, ko["connection.offline"]],
  ["denied", true, ko["connection.denied"]],
])("a line that is %s, with one before: %s", async (phase, known, words) => expect(await said(phase, known)).toBe(words));
