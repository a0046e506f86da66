// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { Chimes } from "./chimes";

/** A speaker that counts its tones; a browser keeps it suspended until there was a gesture. */
class Speaker {
  state = "suspended";
  currentTime = 0;
  destination = {};
  tones = 0;
  loudest = 0;
  resume(): Promise<void> {
    this.state = "running";
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.state = "closed";
    return Promise.resolve();
  }
  createOscillator() {
    return { type: "", frequency: { value: 0 }, connect: (next: unknown) => next, start: () => (this.tones += 1), stop: () => undefined };
  }
  createGain() {
    const ramp = (value: number) => (this.loudest = Math.max(this.loudest, value));
    return { gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: ramp }, connect: (next: unknown) => next };
  }
}

let chimes: Chimes | undefined;
function desk(volume = 1) {
  const speaker = new Speaker();
  chimes = new Chimes(() => volume, () => speaker as unknown as AudioContext);
  const gesture = async () => void (document.dispatchEvent(new Event("pointerdown")), await Promise.resolve());
  return { speaker, chimes, gesture };
}
afterEach(() => chimes?.stop());

describe("a chime", () => {
  it("cannot be heard before the first gesture, and can after it", async () => {
    const { speaker, chimes, gesture } = desk();
    expect(chimes.play("message")).toBe(false);
    await gesture();
    expect([chimes.play("message"), speaker.tones]).toEqual([true, 1]);
  });
  it("is one for many messages at once; another kind is heard at once", async () => {
    const { chimes, gesture } = desk();
    await gesture();
    expect([chimes.play("message"), chimes.play("message"), chimes.play("alert")]).toEqual([true, false, true]);
    vi.useFakeTimers({ now: Date.now() + 2_000 });
    expect(chimes.play("message")).toBe(true);
    vi.useRealTimers();
  });
  it("is as loud as was chosen, and silent at none", async () => {
    const quiet = desk(0.1);
    await quiet.gesture();
    quiet.chimes.play("offer");
    expect(quiet.speaker.loudest).toBeCloseTo(0.035);
    quiet.chimes.stop();
    const none = desk(0);
    await none.gesture();
    expect([none.chimes.play("offer"), none.speaker.tones]).toEqual([false, 0]);
  });
  it("comes back after the machine slept, with the next gesture", async () => {
    const { speaker, chimes, gesture } = desk();
    await gesture();
    speaker.state = "suspended";
    expect(chimes.play("offer")).toBe(false);
    await gesture();
    expect(chimes.play("offer")).toBe(true);
  });
});
