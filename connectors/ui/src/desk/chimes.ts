/** What a person at the desk hears, each told apart without looking. */
export type Chime = "message" | "offer" | "alert";

interface Tone {
  /** Hertz. */
  pitch: number;
  /** Seconds from the start of the chime. */
  at: number;
  /** Seconds until it has died away. */
  lasts: number;
}

const CHIMES: Record<Chime, readonly Tone[]> = {
  message: [{ pitch: 784, at: 0, lasts: 0.28 }],
  offer: [
    { pitch: 587, at: 0, lasts: 0.35 },
    { pitch: 880, at: 0.14, lasts: 0.5 },
  ],
  alert: [
    { pitch: 523, at: 0, lasts: 0.22 },
    { pitch: 415, at: 0.2, lasts: 0.22 },
    { pitch: 523, at: 0.4, lasts: 0.4 },
  ],
};
/** The same chime is not heard again within so many ms: ten messages at once are one sound. */
const REST = 1_500;
/** The loudest of a chime, as a share of what the speaker can do. */
const PEAK = 0.35;
const SILENCE = 0.0001;
const GESTURES = ["pointerdown", "keydown"] as const;

/** Sounds made on the spot. A browser allows them only after the first gesture on the page: that is waited for. */
export class Chimes {
  private context: AudioContext | undefined;
  private readonly played = new Map<Chime, number>();
  private readonly unlock = () => void this.ready();

  /** `volume` is from 0 to 1; `open` makes what is played on. */
  constructor(
    private readonly volume: () => number,
    private readonly open: () => AudioContext = () => new AudioContext(),
  ) {
    for (const gesture of GESTURES) document.addEventListener(gesture, this.unlock, { capture: true });
  }

  stop(): void {
    for (const gesture of GESTURES) document.removeEventListener(gesture, this.unlock, { capture: true });
    void this.context?.close();
  }

  /** True when it can be heard: there was a gesture, and the volume is not zero. */
  play(chime: Chime): boolean {
    const rested = Date.now() - (this.played.get(chime) ?? -Infinity) >= REST;
    if (!rested || this.volume() === 0 || this.context?.state !== "running") return false;
    this.played.set(chime, Date.now());
    for (const tone of CHIMES[chime]) this.sound(this.context, tone);
    return true;
  }

  /** Played on purpose, from a press: there is a gesture, and no rest to keep. */
  async sample(chime: Chime): Promise<void> {
    await this.ready();
    this.played.delete(chime);
    this.play(chime);
  }

  /** A laptop that slept suspends its sound: each gesture wakes it again. */
  private async ready(): Promise<void> {
    this.context ??= this.open();
    if (this.context.state !== "running") await this.context.resume();
  }

  private sound(context: AudioContext, { pitch, at, lasts }: Tone): void {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = "triangle";
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(SILENCE, start);
    loudness.gain.exponentialRampToValueAtTime(Math.max(SILENCE, PEAK * this.volume()), start + 0.015);
    loudness.gain.exponentialRampToValueAtTime(SILENCE, start + lasts);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + lasts + 0.05);
  }
}
