// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { ApiError } from "../../shared/api";
import { Drafts, DraftsProvider } from "./drafts";
import { useForm, type Form } from "./form";

interface Values {
  name: string;
  skills: string[];
}
const kept: Values = { name: "민서", skills: ["orders"] };

let drafts: Drafts;
let box: HTMLElement;
let form: Form<Values>;
let sent: Partial<Values>[];
let answer: () => Promise<unknown>;

function Page({ now }: { now: Values }) {
  form = useForm<Values>({ id: "agents/1", kept: now, save: (changed) => (sent.push(changed), answer()) });
  return <input aria-invalid={form.faults.length > 0 || undefined} value={form.values.name} />;
}

function show(now: Values = kept): void {
  const page = <div class="supervisor"><Page now={now} /></div>;
  void act(() => render(<DraftsProvider value={drafts}>{page}</DraftsProvider>, box));
}

const typed = (part: Partial<Values>): void => void act(() => form.change(part));
const submitted = (): Promise<void> => act(async () => form.submit());

beforeEach(() => {
  drafts = new Drafts();
  document.body.replaceChildren((box = document.createElement("div")));
  sent = [];
  answer = () => Promise.resolve();
  show();
});

describe("a form", () => {
  it("sends only what was changed, and is clean afterwards", async () => {
    typed({ name: "서연" });
    expect([form.dirty, drafts.has("agents")]).toEqual([true, true]);
    answer = async () => show({ ...kept, name: "서연" });
    await submitted();
    expect(sent).toEqual([{ name: "서연" }]);
    expect([form.values.name, form.dirty, form.idle, drafts.has()]).toEqual(["서연", false, true, false]);
  });
  it("sends nothing when nothing was changed", async () => {
    await submitted();
    expect(sent).toEqual([]);
  });
  it("keeps what was typed when it is refused, says why, and shows where", async () => {
    typed({ name: "Alex" });
    answer = () => Promise.reject(new ApiError(409, "conflict", "taken", undefined, "name"));
    await submitted();
    expect([form.values.name, form.busy, form.faults]).toEqual(["Alex", false, [{ key: "fault.name_taken", field: "name" }]]);
    expect(document.activeElement).toBe(box.querySelector("input"));
    typed({ name: "Alexa" });
    expect(form.faults).toEqual([]);
  });
  it("keeps what was typed without a connection", async () => {
    typed({ name: "Alex" });
    answer = () => Promise.reject(new TypeError("Failed to fetch"));
    await submitted();
    expect([form.values.name, form.faults]).toEqual(["Alex", [{ key: "fault.offline" }]]);
  });
  it("keeps what was typed while one is elsewhere", () => {
    typed({ name: "Alex" });
    void act(() => render(null, box));
    show();
    expect(form.values.name).toBe("Alex");
  });
  it("takes over what others changed meanwhile in other fields", () => {
    typed({ name: "Alex" });
    show({ name: "민서", skills: ["orders", "billing"] });
    expect(form.values).toEqual({ name: "Alex", skills: ["orders", "billing"] });
  });
  it("is as it was kept when the changes are taken back", () => {
    typed({ name: "Alex" });
    void act(() => form.discard());
    expect([form.values, form.dirty]).toEqual([kept, false]);
  });
});
