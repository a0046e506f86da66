import { describe, expect, it } from "vitest";
import deskFrames from "../../../../tests/contracts/desk_frames.json";
import widgetFrames from "../../../../tests/contracts/widget_frames.json";
import * as desk from "./frames/desk";
import * as widget from "./frames/widget";
import { object, optional, tagged, text, whole, type Shape } from "./shape";

function fits(shape: Shape<unknown>, frames: Record<string, unknown>): void {
  for (const [name, frame] of Object.entries(frames)) it(name, () => expect(shape.faults(frame, "frame")).toEqual([]));
}

describe("golden frames: widget to gateway", () => fits(widget.clientFrame, widgetFrames.client));
describe("golden frames: gateway to widget", () => fits(widget.serverFrame, widgetFrames.server));
describe("golden frames: desk to gateway", () => fits(desk.clientFrame, deskFrames.client));
describe("golden frames: gateway to desk", () => fits(desk.serverFrame, deskFrames.server));

describe("every frame that we know has a golden example", () => {
  const types = (frames: Record<string, { type: string }>) => new Set(Object.values(frames).map((frame) => frame.type));
  it("widget", () => {
    const known = ["welcome", "ack", "refused", "message", "messages", "state", "typing", "beat"];
    expect([...types(widgetFrames.server)].sort()).toEqual(known.sort());
  });
  it("desk", () => {
    const known = ["welcome", "waiting", "mine", "conversation", "message", "messages", "ack", "refused", "typing", "lease_lost"];
    const more = ["offers", "ticket", "counts", "notes", "card_changed", "presence", "alert", "beat"];
    expect([...types(deskFrames.server)].sort()).toEqual([...known, ...more].sort());
  });
});

describe("a shape names what does not fit", () => {
  const shape = tagged("kind", { link: { url: text }, count: { of: object({ n: whole }), note: optional(text) } });
  it.each([
    [{ kind: "link", url: 1 }, ["x.url: expected text, got 1"]],
    [{ kind: "count", of: { n: 0.5 } }, ["x.of.n: expected a whole number, got 0.5"]],
    [{ kind: "nope" }, ['x.kind: unknown "nope"']],
    ["link", ["x: expected an object"]],
    [{ kind: "count", of: { n: 1 }, note: null, more: true }, []],
  ])("%j", (value, faults) => expect(shape.faults(value, "x")).toEqual(faults));
});
