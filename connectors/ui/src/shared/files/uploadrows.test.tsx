// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LanguageProvider } from "../language";
import { wordsOf } from "../words";
import { ko } from "./catalogue/ko";
import type { Upload } from "./underway";
import { UploadRows } from "./uploadrows";

const upload: Upload = { clientId: "id", conversationId: "c", name: "파손.jpg", size: 200, sent: 20 };
const uploads = { retry: () => undefined, discard: () => undefined };
let log: HTMLElement;

const show = (shown: Upload) =>
  act(() =>
    render(
      <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
        <UploadRows conversationId="c" shown={[shown]} messages={[]} uploads={uploads} />
      </LanguageProvider>,
      log,
    ),
  );

/** What a screen reader is told of the row. */
function heard(): string {
  const copy = log.cloneNode(true) as HTMLElement;
  for (const silent of copy.querySelectorAll("[aria-hidden=true]")) silent.remove();
  return copy.textContent!;
}

beforeEach(() => void (log = document.createElement("div")));
afterEach(() => render(null, log));

it("shows how much is sent, and tells it nobody who only listens over and over", async () => {
  await show(upload);
  const first = heard();
  expect(first).toContain("파손.jpg 보내는 중");
  expect(log.textContent).toContain("10% 보냄");
  await show({ ...upload, sent: 150 });
  expect(log.textContent).toContain("75% 보냄");
  expect(heard()).toBe(first);
});
