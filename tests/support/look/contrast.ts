/** A colour as linear light, each channel between 0 and 1. */
export type Rgb = readonly [number, number, number];

/** An OKLCH colour in sRGB, clipped to what a screen can show, as browsers do. */
export function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** A painted pixel: red, green and blue from 0 to 255. */
export function fromBytes([red = 0, green = 0, blue = 0]: readonly number[]): Rgb {
  return [toLinear(red), toLinear(green), toLinear(blue)];
}

/** What is seen of a colour that is not opaque on another. Browsers mix the encoded values, not the light. */
export function over(top: Rgb, alpha: number, below: Rgb): Rgb {
  const mix = (index: 0 | 1 | 2) => decode(encode(top[index]) * alpha + encode(below[index]) * (1 - alpha));
  return [mix(0), mix(1), mix(2)];
}

/** The contrast of two colours as WCAG defines it, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Clips to the gamut and rounds to the 256 steps of a screen. */
const clip = (linear: number) => toLinear(Math.round(encode(Math.min(1, Math.max(0, linear))) * 255));

const toLinear = (step: number) => decode(step / 255);

const encode = (linear: number) => (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055);

const decode = (encoded: number) => (encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4);
