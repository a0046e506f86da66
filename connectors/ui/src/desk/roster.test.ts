import { describe, expect, it } from "vitest";
import golden from "../../../../tests/contracts/desk_api.json";
import { byFitness, colleagues, labels, obstacleOf, type Colleague } from "./roster";

const ticket = { queue: "orders", language: "ko" } as const;
const one = (id: string, more: Partial<Colleague> = {}): Colleague => ({
  ...{ id, name: id, status: "online", connected: true, load: 1, capacity: 4, languages: [], skills: [] },
  ...more,
});

it("answers look as the contract says", () => {
  expect(colleagues.faults(golden.agents.response, "agents")).toEqual([]);
  expect(labels.faults(golden.labels.response, "labels")).toEqual([]);
});

describe("a colleague cannot take a chat", () => {
  it.each([
    ["who is not connected", { connected: false }, "offline"],
    ["who is busy", { status: "busy" }, "not_online"],
    ["who has enough", { load: 4 }, "full"],
    ["of another team", { skills: ["billing"] }, "skill"],
    ["of another language", { languages: ["en"] }, "language"],
  ] as const)("%s", (_, more, obstacle) => expect(obstacleOf(one("a", more as Partial<Colleague>), ticket)).toBe(obstacle));
});

it("those who can come first, the least loaded before the others, and never oneself", () => {
  const all = [one("me"), one("away", { status: "away" }), one("much", { load: 3 }), one("other", { skills: ["billing"] }), one("free", { load: 0 })];
  expect(byFitness(all, { id: "me" }, ticket).map((each) => each.id)).toEqual(["free", "much", "other", "away"]);
});
