// @vitest-environment happy-dom
import { render } from "preact";
import { useRef } from "preact/hooks";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useFocusKept } from "./focus";

const goOn = vi.fn();
let box: HTMLElement;

function Panel() {
  const part = useRef<HTMLElement>(null);
  useFocusKept(part, goOn);
  return (
    <main ref={part}>
      <p id="card">
        <button id="one" />
      </p>
      <button id="two" />
    </main>
  );
}

const one = () => box.querySelector<HTMLButtonElement>("#one")!;
/** What watches the page hears of it a moment later. */
const later = () => vi.waitFor(() => expect(goOn).toHaveBeenCalledTimes(1));
const never = async () => {
  await new Promise((over) => setTimeout(over, 20));
  expect(goOn).not.toHaveBeenCalled();
};

beforeEach(async () => {
  goOn.mockClear();
  box = document.createElement("div");
  document.body.replaceChildren(box);
  await act(() => render(<Panel />, box));
});
afterEach(() => render(null, box));

describe("somebody goes on elsewhere", () => {
  it("when what they pressed is gone", async () => {
    one().focus();
    one().remove();
    await later();
  });
  it("when it may not be pressed again", async () => {
    one().focus();
    one().disabled = true;
    await later();
  });
  it("when what it stood in is hidden", async () => {
    one().focus();
    box.querySelector<HTMLElement>("#card")!.hidden = true;
    await later();
  });
});

describe("somebody is left in peace", () => {
  it("who was not there", async () => {
    one().remove();
    await never();
  });
  it("who has turned to something else", async () => {
    one().focus();
    box.querySelector<HTMLElement>("#two")!.focus();
    one().remove();
    await never();
  });
  it("who marks words with a mouse", async () => {
    one().focus();
    box.querySelector("main")!.dispatchEvent(new Event("pointerdown"));
    one().remove();
    await never();
  });
  it("whose button stays", async () => {
    one().focus();
    box.querySelector("#two")!.remove();
    await never();
  });
});
