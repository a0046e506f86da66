/** Relative luminance of `#rrggbb` as WCAG 2 defines it, 0 black to 1 white. */
export function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** White or black, whichever is read better on `color`: always a contrast of at least 4.5. */
export function textOn(color: string): "#ffffff" | "#000000" {
  const light = luminance(color);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/** The shop's own colour for what the customer says and presses; anything but `#rrggbb` is left out. */
export function applyColor(color: string | null): void {
  if (!color || !/^#[0-9a-f]{6}$/i.test(color)) return;
  document.documentElement.style.setProperty("--brand", color);
  document.documentElement.style.setProperty("--on-brand", textOn(color));
}
