/** Runs the last of a row of calls, once `ms` have passed without another. */
export class Debounce {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ms: number) {}

  run(action: () => void): void {
    this.cancel();
    this.timer = setTimeout(action, this.ms);
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
