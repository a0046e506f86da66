import { expect, it, vi } from "vitest";
import { ApiError } from "../../shared/api";
import { UnreadableAnswer } from "./ask";
import { Answers, reasonOf } from "./answers";

/** A gateway whose answers the test gives one by one. */
function gateway() {
  const asked: { path: string; answer(text: string): void; refuse(error: unknown): void }[] = [];
  const ask = (path: string) => new Promise<string>((answer, refuse) => void asked.push({ path, answer, refuse }));
  return { asked, ask };
}

it("asks once for what two want, and tells both", async () => {
  const { asked, ask } = gateway();
  const answers = new Answers(ask, () => 0);
  let told = 0;
  answers.subscribe(() => told++);
  const both = [answers.want("/a", 1000), answers.want("/a", 1000)];
  expect([asked.length, answers.get("/a")]).toEqual([1, { busy: true }]);
  asked[0]!.answer("하은");
  await Promise.all(both);
  expect([answers.get("/a"), told]).toEqual([{ busy: false, answer: "하은", at: 0 }, 2]);
});

it("asks again for what is old, and shows the old meanwhile", async () => {
  const { asked, ask } = gateway();
  let now = 0;
  const answers = new Answers(ask, () => now);
  const first = answers.want("/a", 1000);
  asked[0]!.answer("옛");
  await first;
  now = 999;
  await answers.want("/a", 1000);
  expect(asked.length).toBe(1);
  now = 1000;
  const second = answers.want("/a", 1000);
  expect(answers.get("/a")).toEqual({ busy: true, answer: "옛", at: 0 });
  asked[1]!.answer("새");
  await second;
  expect(answers.get("/a").answer).toBe("새");
});

it("asks once more for what became old while it was on its way", async () => {
  const { asked, ask } = gateway();
  const answers = new Answers(ask, () => 0);
  const first = answers.want("/a", 1000);
  await Promise.all([answers.want("/a", 0), answers.want("/a", 0)]);
  expect(asked.length).toBe(1);
  asked[0]!.answer("옛");
  await vi.waitFor(() => expect(asked.length).toBe(2));
  asked[1]!.answer("새");
  await first;
  expect([answers.get("/a").answer, asked.length]).toEqual(["새", 2]);
});

it("keeps what was known when it fails, says why, and may be asked again", async () => {
  const { asked, ask } = gateway();
  const answers = new Answers(ask, () => 0);
  const first = answers.want("/a", 0);
  asked[0]!.refuse(new ApiError(403, "forbidden", "no"));
  await first;
  expect(answers.get("/a")).toEqual({ busy: false, failed: "forbidden" });
  void answers.want("/a", 0);
  expect(asked.length).toBe(2);
});

it("knows refusals, missing networks and strange answers, and hides no fault of its own", () => {
  expect([new TypeError("fetch"), new UnreadableAnswer("x")].map(reasonOf)).toEqual(["network", "unreadable"]);
  expect(() => reasonOf(new RangeError("mine"))).toThrow("mine");
});
