/** The colours and the typeface of charts, as our tokens have them at this moment: day and night differ. */
export interface Paint {
  text: string;
  soft: string;
  line: string;
  lineStrong: string;
  surface: string;
  raised: string;
  accent: string;
  good: string;
  warn: string;
  bad: string;
  info: string;
  /** Of what is pending, or rests on few cases. */
  quiet: string;
  /** Of series, told apart also by who confuses colours; `--tone-1` to `--tone-6`. */
  tones: readonly [string, string, string, string, string, string];
  font: string;
}

const tokens = {
  text: "--text",
  soft: "--text-soft",
  line: "--line",
  lineStrong: "--line-strong",
  surface: "--surface",
  raised: "--raised",
  accent: "--accent",
  good: "--good",
  warn: "--warn",
  bad: "--bad",
  info: "--info",
  quiet: "--tone-quiet",
} as const;

/** Reads the tokens where `host` stands. A token may be `light-dark(…)`: only a real property resolves it. */
export function paintAt(host: HTMLElement): Paint {
  const probe = host.ownerDocument.createElement("i");
  probe.hidden = true;
  host.parentElement!.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const named = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, colour(token)])) as Record<keyof typeof tokens, string>;
  const tones = [1, 2, 3, 4, 5, 6].map((place) => colour(`--tone-${place}`)) as unknown as Paint["tones"];
  const font = getComputedStyle(host).fontFamily;
  probe.remove();
  return { ...named, tones, font };
}

/** Calls back when day turns to night, by the system or by hand; returns the undo. */
export function whenRepainted(again: () => void): () => void {
  const night = matchMedia("(prefers-color-scheme: dark)");
  const byHand = new MutationObserver(again);
  night.addEventListener("change", again);
  byHand.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    night.removeEventListener("change", again);
    byHand.disconnect();
  };
}
