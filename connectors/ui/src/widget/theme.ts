type Rgb = [red: number, green: number, blue: number];

const WHITE = "#ffffff";
/** The grounds on which the accent is read, as tokens.css has them. */
const GROUND = { light: "#ffffff", dark: "#181c1b" };
/** What WCAG 2 asks of small text. */
const NEEDED = 4.5;
/** A little more, for tinted grounds. */
const READABLE = 5.2;

const partsOf = (color: string): Rgb => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)) as Rgb;

/** Relative luminance of `#rrggbb` as WCAG 2 defines it, 0 black to 1 white. */
export function luminance(color: string): number {
  const [red, green, blue] = partsOf(color).map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours as WCAG 2 defines it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** White or black, whichever is read better on `color`: always a contrast of at least 4.5. */
export function textOn(color: string): "#ffffff" | "#000000" {
  return contrast(color, WHITE) >= contrast(color, "#000000") ? "#ffffff" : "#000000";
}

/** `color`, lighter or darker by as little as makes it readable on `ground`. */
export function readableOn(ground: string, color: string): string {
  const towards = textOn(ground) === WHITE ? 255 : 0;
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = partsOf(color).map((part) => Math.round(part + (towards - part) * share));
    const text = `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    if (contrast(text, ground) >= READABLE) return text;
  }
  return textOn(ground);
}

/** Told to whoever chose a colour that is too pale for text and lines on white; nothing where it is not. */
export function paleWords(color: string): string | undefined {
  const share = contrast(color, GROUND.light);
  if (share >= NEEDED) return undefined;
  const used = readableOn(GROUND.light, color);
  return `Firsthand: data-color ${color} has a contrast of ${share.toFixed(1)} on white, ${NEEDED} is needed: text and lines are ${used}.`;
}

/** The shop's own colour for what is pressed and said; anything but `#rrggbb` is left out. */
export function applyColor(color: string | null): void {
  if (!color || !/^#[0-9a-f]{6}$/i.test(color)) return;
  const pale = paleWords(color);
  if (pale) console.warn(pale);
  const style = document.documentElement.style;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    style.setProperty("--brand", color);
    style.setProperty("--on-brand", textOn(color));
    style.setProperty("--accent", readableOn(dark.matches ? GROUND.dark : GROUND.light, color));
    style.setProperty("--accent-soft", "color-mix(in srgb, var(--accent) 12%, var(--surface))");
  };
  dark.addEventListener("change", apply);
  apply();
}
