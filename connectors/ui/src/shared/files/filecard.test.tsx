// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import golden from "../../../../../tests/contracts/widget_frames.json";
import type { SentFile } from "../frames/message";
import { LanguageProvider } from "../language";
import { wordsOf } from "../words";
import { ko } from "./catalogue/ko";
import { FileCard } from "./filecard";

const photo = golden.server.message_file_of_customer.message.file as SentFile;
const paper = golden.server.message_file_of_agent.message.file as SentFile;
let box: HTMLElement;
let seen: (shown: boolean) => void;
const load = vi.fn(async (_: string) => new Blob(["x"]));

const show = (file: SentFile) =>
  act(() =>
    render(
      <LanguageProvider value={{ locale: "ko", words: wordsOf(ko) } as never}>
        <FileCard file={file} load={load} />
      </LanguageProvider>,
      box,
    ),
  );
const button = (name: string) => box.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)!;

beforeEach(() => {
  box = document.createElement("div");
  document.body.replaceChildren(box);
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(hear: (found: { isIntersecting: boolean }[]) => void) {
        seen = (isIntersecting) => hear([{ isIntersecting }]);
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  URL.createObjectURL = vi.fn(() => "blob:here");
  URL.revokeObjectURL = vi.fn();
});
afterEach(async () => {
  await act(() => render(null, box));
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

it("keeps the room of a picture, loads it when its reader comes near, and lets go of it", async () => {
  await show(photo);
  const frame = box.querySelector<HTMLElement>(".sent-picture")!;
  expect([frame.style.width, frame.style.aspectRatio]).toEqual(["225px", "1200 / 1600"]);
  await act(() => seen(false));
  expect(load).not.toHaveBeenCalled();
  await act(() => seen(true));
  await act(() => Promise.resolve());
  expect(load.mock.calls).toEqual([[photo.id]]);
  expect(button(`사진 ${photo.name} 크게 보기`).querySelector("img")!.getAttribute("src")).toBe("blob:here");
  await act(() => render(null, box));
  expect(URL.revokeObjectURL).toHaveBeenCalledWith("blob:here");
});

it("says that a picture could not be had, and tries again when it is told to", async () => {
  load.mockRejectedValueOnce(new TypeError("no network"));
  await show(photo);
  await act(() => seen(true));
  await act(() => Promise.resolve());
  expect(box.querySelector("[role=alert]")!.textContent).toBe(`${ko["file.failed"]}${ko["file.again"]}`);
  await act(() => box.querySelector<HTMLButtonElement>(".link")!.click());
  await act(() => Promise.resolve());
  expect(box.querySelector("[role=alert]")).toBeNull();
  expect(box.querySelector("img")).not.toBeNull();
});

it("hands a large picture out of the page's memory, where no network is needed", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  await show(photo);
  await act(() => seen(true));
  await act(() => Promise.resolve());
  await act(() => button(`사진 ${photo.name} 크게 보기`).click());
  await act(() => button(`${photo.name} 내려받기`).click());
  expect(load).toHaveBeenCalledOnce();
  const link = click.mock.contexts[0] as HTMLAnchorElement;
  expect([link.download, link.getAttribute("href")]).toEqual([photo.name, "blob:here"]);
  click.mockRestore();
});

it("shows a paper's name and size, loads nothing by itself, and hands it out under its name", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  await show(paper);
  expect(box.textContent).toBe(`${paper.name}50 KB`);
  expect(load).not.toHaveBeenCalled();
  await act(() => button(`${paper.name} 내려받기`).click());
  await act(() => Promise.resolve());
  expect(load.mock.calls).toEqual([[paper.id]]);
  const link = click.mock.contexts[0] as HTMLAnchorElement;
  expect([link.download, link.getAttribute("href")]).toEqual([paper.name, "blob:here"]);
  click.mockRestore();
});

it("a file that is gone says so where its size stood", async () => {
  load.mockRejectedValueOnce(new Error("404"));
  await show(paper);
  await act(() => button(`${paper.name} 내려받기`).click());
  await act(() => Promise.resolve());
  expect(box.querySelector("[role=status]")!.textContent).toBe(ko["file.failed"]);
});
