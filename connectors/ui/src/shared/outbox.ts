/** A frame whose sender minted its id, so that a repeat is answered from the record. */
export interface Numbered {
  client_id: string;
}

export interface Shelf {
  load(): string | null;
  save(text: string): void;
}

/**
 * What was said and not yet acknowledged, in order. A frame leaves only by `settle`, so after a reconnect
 * everything in here is sent again under the same id: never lost, never doubled.
 */
export class Outbox<Frame extends Numbered> {
  private readonly frames = new Map<string, Frame>();

  /** `keeps` says which frames may be written to `shelf` (a form's personal data may not). */
  constructor(
    private readonly shelf: Shelf,
    private readonly keeps: (frame: Frame) => boolean,
  ) {
    for (const frame of readFrames<Frame>(shelf.load())) this.frames.set(frame.client_id, frame);
  }

  add(frame: Frame): void {
    this.frames.set(frame.client_id, frame);
    this.save();
  }

  settle(clientId: string): Frame | undefined {
    const frame = this.frames.get(clientId);
    if (frame && this.frames.delete(clientId)) this.save();
    return frame;
  }

  clear(): void {
    this.frames.clear();
    this.save();
  }

  waiting(): Frame[] {
    return [...this.frames.values()];
  }

  get size(): number {
    return this.frames.size;
  }

  private save(): void {
    this.shelf.save(JSON.stringify(this.waiting().filter(this.keeps)));
  }
}

function readFrames<Frame extends Numbered>(text: string | null): Frame[] {
  if (!text) return [];
  const frames: unknown = JSON.parse(text);
  return Array.isArray(frames) ? (frames as Frame[]).filter((frame) => typeof frame?.client_id === "string") : [];
}

/** A shelf in the tab's session storage; one in memory where the browser forbids storage. */
export function sessionShelf(key: string): Shelf {
  return {
    load: () => stored(() => sessionStorage.getItem(key)) ?? null,
    save: (text) => void stored(() => sessionStorage.setItem(key, text)),
  };
}

/** Storage throws where cookies are blocked or the quota is spent; then nothing is kept over a reload. */
export function stored<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
