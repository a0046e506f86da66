// @vitest-environment happy-dom
import { options, render } from "preact";
import { useRef } from "preact/hooks";
import { afterEach, expect, it } from "vitest";
import { useEngine } from "./use_engine";

function Chart() {
  const host = useRef<HTMLDivElement>(null);
  useEngine(host, () => ({}), { onPlace: () => undefined });
  return <div ref={host} />;
}

afterEach(() => {
  options.requestAnimationFrame = undefined;
});

it("a chart that goes before its library is there starts none, also before the next picture", async () => {
  const frames: (() => void)[] = [];
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  options.requestAnimationFrame = (callback) => void frames.push(callback);
  process.on("unhandledRejection", note);
  const root = document.createElement("div");
  render(<Chart />, root);
  for (const frame of frames.splice(0)) frame();
  render(null, root);
  await import("./engine");
  await new Promise((done) => setTimeout(done, 50));
  process.off("unhandledRejection", note);
  expect(failures).toEqual([]);
});
