import { describe, expect, it } from "vitest";
import { extent, unlooped } from "./loops";
import { isSupport, partsOf } from "../steps/step";

const node = (id: string, customers = 10) => ({ id, stage: "purchase", customers, share: 0.1 });
const edge = (from: string, to: string, customers: number) => ({ from, to, customers, share: 0.1, median_s: null as unknown as undefined });
const drawn = (flow: ReturnType<typeof unlooped>) => flow.links.map(({ from, to, target }) => `${from}>${to}${target === to ? "" : " again"}`);

describe("a flow picture", () => {
  it("keeps the strongest direction and draws a step that customers come back to once more", () => {
    const flow = unlooped([node("a"), node("b"), node("c")], [edge("b", "a", 3), edge("a", "b", 9), edge("b", "c", 5), edge("c", "a", 2)]);
    expect(drawn(flow)).toEqual(["a>b", "b>c", "b>a again", "c>a again"]);
    expect(flow.places.filter((one) => one.again)).toMatchObject([{ step: "a", customers: 5 }]);
  });
  it("does not break over a step that follows itself", () => {
    const flow = unlooped([node("a")], [edge("a", "a", 4)]);
    expect(drawn(flow)).toEqual(["a>a again"]);
    expect(extent(flow)).toEqual({ columns: 2, rows: 1 });
  });
  it("never has a circle, whatever the moves are", () => {
    const names = ["a", "b", "c", "d", "e"];
    const edges = names.flatMap((from, one) => names.map((to, other) => edge(from, to, ((one * 7 + other * 3) % 11) + 1)));
    const { links } = unlooped(names.map((id) => node(id)), edges);
    expect(links.length).toBe(25);
    const left = new Set(links);
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const link of left) if (![...left].some((other) => other.target === link.source)) left.delete(link);
    }
    expect(left.size).toBe(0);
  });
  it("knows its size", () => {
    expect(extent(unlooped([], []))).toEqual({ columns: 0, rows: 0 });
    expect(extent(unlooped([node("a"), node("b"), node("c")], [edge("a", "b", 3), edge("a", "c", 2)]))).toEqual({ columns: 2, rows: 2 });
  });
});

describe("a step", () => {
  it("is a touchpoint, and a topic where it was a chat", () => {
    expect(partsOf("support_chat:shipping")).toEqual({ touchpoint: "support_chat", topic: "shipping" });
    expect(partsOf("order_completed")).toEqual({ touchpoint: "order_completed" });
    expect([isSupport("support_chat:shipping"), isSupport("order_completed")]).toEqual([true, false]);
  });
});
