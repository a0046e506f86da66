// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, it, vi } from "vitest";
import { chatOf, pageOf, useChatInAddress } from "./route";

const CHAT = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c002";

it.each([
  [`#/chat/${CHAT}`, CHAT],
  [`#/chat/${CHAT}/x`, undefined],
  ["#/chat/", undefined],
  ["#/team", undefined],
  ["", undefined],
])("reads a chat out of %s", (hash, chat) => {
  expect(chatOf(hash)).toBe(chat);
  expect(pageOf(`#/chat/${CHAT}`)).toBe("desk");
});

it("opens the chat of the address once, then and whenever another is named", async () => {
  const open = vi.fn();
  const Desk = () => {
    useChatInAddress(open);
    return null;
  };
  const box = document.createElement("div");
  location.hash = `#/chat/${CHAT}`;
  await act(() => render(<Desk />, box));
  await act(() => render(<Desk />, box));
  expect(open.mock.calls).toEqual([[CHAT]]);
  expect(location.hash).toBe("#/");
  location.hash = `#/chat/${CHAT.replace("2a55", "2a56")}`;
  await act(() => void window.dispatchEvent(new Event("hashchange")));
  expect(open.mock.lastCall).toEqual([CHAT.replace("2a55", "2a56")]);
  await act(() => render(null, box));
});
