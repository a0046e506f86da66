import { beforeEach, describe, expect, it } from "vitest";
import { Later } from "./backoff";
import { Outbox } from "./outbox";
import { Connection, Denied, type Phase, type Surroundings } from "./socket";

type Out = { type: string; client_id?: string };
type Kept = { type: string; client_id: string };

class FakeSocket {
  static all: FakeSocket[] = [];
  readyState: number = WebSocket.OPEN;
  sent: Out[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((farewell: { code: number; reason: string }) => void) | null = null;
  constructor() {
    FakeSocket.all.push(this);
  }
  send(data: string) {
    this.sent.push(JSON.parse(data) as Out);
  }
  close() {
    this.readyState = WebSocket.CLOSED;
  }
  lose(code = 1006, reason = "") {
    this.onclose?.({ code, reason });
  }
  hear(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

let now: number;
let timers: { id: number; at: number; run: () => void }[];
let online: boolean;
let phases: Phase[];
let ticket: () => Promise<string>;
let probe: Out | undefined;
let outbox: Outbox<Kept>;

const around: Surroundings = {
  open: () => new FakeSocket() as unknown as WebSocket,
  later(run, ms) {
    timers.push({ id: timers.length + 1, at: now + ms, run });
    return timers.length;
  },
  cancel(id) {
    const timer = timers.find((one) => one.id === id);
    if (timer) timer.at = Infinity;
  },
  random: () => 1,
  now: () => now,
  online: () => online,
};

async function pass(ms: number) {
  now += ms;
  for (const timer of timers.filter((one) => one.at <= now)) {
    timer.at = Infinity;
    timer.run();
  }
  await settle();
}
const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};
const last = () => FakeSocket.all.at(-1)!;

function connection() {
  return new Connection<{ type: string }, Out, Kept>({
    url: "ws://here",
    ticket: () => ticket(),
    hello: (given) => ({ type: `hello ${given}` }),
    probe: () => probe,
    onFrame: (frame) => frame.type === "ack" && outbox.settle("a"),
    onPhase: (phase) => phases.push(phase),
    outbox,
    surroundings: around,
  });
}

async function welcomed() {
  const line = connection();
  line.start();
  await settle();
  last().onopen?.();
  last().hear({ type: "welcome" });
  return line;
}

beforeEach(() => {
  [now, timers, online, phases] = [0, [], true, []];
  FakeSocket.all = [];
  ticket = () => Promise.resolve("t");
  probe = { type: "fetch" };
  outbox = new Outbox<Kept>({ load: () => null, save: () => undefined }, () => true);
});

describe("a connection", () => {
  it("says hello with its ticket and is ready when welcomed", async () => {
    await welcomed();
    expect(last().sent).toEqual([{ type: "hello t" }]);
    expect(phases).toEqual(["connecting", "ready"]);
  });

  it("sends again under the same id what was not acknowledged, in order", async () => {
    const line = await welcomed();
    line.deliver({ type: "send", client_id: "a" });
    last().lose();
    line.deliver({ type: "send", client_id: "b" });
    await pass(500);
    last().onopen?.();
    last().hear({ type: "welcome" });
    expect(FakeSocket.all).toHaveLength(2);
    expect(last().sent.map((frame) => frame.client_id)).toEqual([undefined, "a", "b"]);
  });

  it("sends nothing again that was acknowledged", async () => {
    const line = await welcomed();
    line.deliver({ type: "send", client_id: "a" });
    last().hear({ type: "ack" });
    last().lose();
    await pass(500);
    last().hear({ type: "welcome" });
    expect(last().sent).toEqual([]);
  });

  it("waits longer each time, and starts again only after it has been stable", async () => {
    await welcomed();
    const waits: number[] = [];
    for (const lived of [0, 0, 0, 40_000]) {
      now += lived;
      const from = now;
      last().lose();
      waits.push(Math.min(...timers.map((one) => one.at)) - from);
      await pass(waits.at(-1)!);
      last().hear({ type: "welcome" });
    }
    expect(waits).toEqual([500, 1000, 2000, 500]);
  });

  it("gives up a socket that does not answer", async () => {
    const line = await welcomed();
    line.deliver({ type: "send", client_id: "a" });
    await pass(10_000);
    expect(phases.at(-1)).toBe("waiting");
  });

  it("doubts a quiet socket when the tab is seen again", async () => {
    const line = await welcomed();
    line.wake();
    expect(last().sent.at(-1)).toEqual({ type: "fetch" });
    last().hear({ type: "messages" });
    await pass(10_000);
    expect(phases.at(-1)).toBe("ready");
  });

  it("asks whether a silent socket still lives, and leaves it when no answer comes", async () => {
    await welcomed();
    await pass(44_000);
    last().hear({ type: "beat" });
    await pass(44_000);
    expect(last().sent).toHaveLength(1);
    await pass(1_000);
    expect(last().sent.at(-1)).toEqual({ type: "fetch" });
    await pass(10_000);
    expect(phases.at(-1)).toBe("waiting");
  });

  it("leaves a silent socket at once when there is nothing to ask", async () => {
    await welcomed();
    probe = undefined;
    await pass(45_000);
    expect(phases.at(-1)).toBe("waiting");
  });

  it("gives up a ticket that does not come, and does not use it when it comes late", async () => {
    let bring: (ticket: string) => void = () => undefined;
    ticket = () => new Promise((resolve) => (bring = resolve));
    connection().start();
    await pass(10_000);
    expect(phases.at(-1)).toBe("waiting");
    bring("late");
    await settle();
    expect(FakeSocket.all).toHaveLength(0);
  });

  it("comes again when it was told to, and half a second later at most", async () => {
    ticket = () => Promise.reject(new Later(7_000));
    connection().start();
    await settle();
    ticket = () => Promise.resolve("t");
    await pass(7_499);
    expect(FakeSocket.all).toHaveLength(0);
    await pass(1);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it.each([
    ["asks for them within so many seconds", 1012, "25", 25_000],
    ["asks for less than the usual", 1012, "0.1", 500],
    ["asks for too much", 1012, "86400", 60_000],
    ["says nothing of the kind", 1012, "restart", 500],
    ["has another reason", 1013, "25", 500],
  ])("a farewell that %s", async (_, code, reason, wait) => {
    await welcomed();
    last().lose(code, reason);
    expect(Math.min(...timers.map((one) => one.at))).toBe(wait);
  });

  it("comes back at once when the browser is online again", async () => {
    const line = await welcomed();
    online = false;
    last().lose();
    expect(phases.at(-1)).toBe("offline");
    online = true;
    line.wake();
    await settle();
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("stops asking when it is denied", async () => {
    ticket = () => Promise.reject(new Denied("no"));
    connection().start();
    await settle();
    await pass(60_000);
    expect([phases.at(-1), FakeSocket.all.length]).toEqual(["denied", 0]);
  });

  it("tries again when the ticket fails for the moment", async () => {
    ticket = () => Promise.reject(new Error("down"));
    connection().start();
    await settle();
    ticket = () => Promise.resolve("t");
    await pass(500);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("forgets an answer that comes after it was stopped", async () => {
    const line = connection();
    line.start();
    line.stop();
    await settle();
    expect([phases.at(-1), FakeSocket.all.length]).toEqual(["idle", 0]);
  });
});
