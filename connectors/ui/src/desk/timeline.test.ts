import { describe, expect, it } from "vitest";
import type { Note } from "../shared/frames/desk";
import type { Message } from "../shared/frames/message";
import { timeline } from "./timeline";

const message = (seq: number, day = "02"): Message => ({ id: `m${seq}`, seq, sender: "customer", kind: "text", text: "?", created_at: `2026-03-${day}T09:0${seq}:00+00:00` });
const note = (id: string, after_seq: number, minute = 0): Note => ({ id, agent: { id: "a", name: "서연" }, text: "메모", after_seq, created_at: `2026-03-02T10:0${minute}:00+00:00` });
const said = { frame: { type: "send", client_id: "c", conversation_id: "x", epoch: 1, text: "네" }, text: "네" } as const;
const keys = (...lines: Parameters<typeof timeline>) => timeline(...lines).filter((line) => line.kind !== "day").map((line) => line.key);

describe("a note", () => {
  it("stands after the message that it was written after", () => expect(keys([message(1), message(2)], [note("n", 1)], [])).toEqual(["m1", "n", "m2"]));
  it("keeps its place among notes of the same place", () => expect(keys([message(1)], [note("b", 1, 2), note("a", 1, 1)], [])).toEqual(["m1", "a", "b"]));
  it("comes before what is still on its way", () => expect(keys([message(1)], [note("n", 9)], [said])).toEqual(["m1", "n", "c"]));
  it("belongs to the day of its message, not to the next", () => {
    expect(timeline([message(1), message(2, "05")], [note("n", 1)], []).map((line) => line.kind)).toEqual(["day", "message", "note", "day", "message"]);
  });
  it("may be the only thing there is", () => expect(keys([], [note("n", 0)], [])).toEqual(["n"]));
});
