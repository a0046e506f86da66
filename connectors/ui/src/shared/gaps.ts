/** Without an answer that helps, what is missing is asked for again after this long, in ms. */
const AGAIN = 3_000;

/** Asks for what is missing in conversations, one question at a time for each. */
export class Gaps {
  private readonly asked = new Map<string, number>();

  /** `ask` answers false where nobody hears it: then the next welcome brings what is missing. */
  constructor(
    private readonly torn: (id: string) => boolean,
    private readonly ask: (id: string) => boolean,
  ) {}

  mend(id: string): void {
    if (!this.torn(id)) return this.forget(id);
    if (this.asked.has(id) || !this.ask(id)) return;
    this.asked.set(id, window.setTimeout(() => (this.forget(id), this.mend(id)), AGAIN));
  }

  private forget(id: string): void {
    clearTimeout(this.asked.get(id));
    this.asked.delete(id);
  }
}
