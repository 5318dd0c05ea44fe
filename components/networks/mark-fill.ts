/** Outside of these limits a mark would be invisible on the dark or the light page (relative luminance, WCAG 2.2). */
const DARKEST = 0.03;
const LIGHTEST = 0.75;

/** The fill of a network's mark: its own colour, or the text colour if that would be invisible. @param color `#rrggbb` */
export function markFill(color: string): string {
  const luminance = luminanceOf(color);
  if (luminance < DARKEST) return `light-dark(${color}, var(--color-ink))`;
  if (luminance > LIGHTEST) return `light-dark(color-mix(in oklch, ${color} 62%, black), ${color})`;
  return color;
}

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
