import { readFileSync } from 'node:fs';
import { fromOklch, type Rgb } from './contrast.ts';

export type Theme = 'light' | 'dark';

const css = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8');
const declared = new Map(
  [...css.matchAll(/--color-([a-z-]+):\s*([^;]+);/gu)].map(([, name = '', value = '']) => [name, value.trim()]),
);

/** The colour tokens of `globals.css` that are one opaque colour in each theme. */
export const tokenNames: readonly string[] = [...declared.keys()].filter((name) =>
  /oklch/u.test(declared.get(name) ?? ''),
);

/** A token's colour in a theme. `hue` is the workspace's voice hue. */
export function token(name: string, theme: Theme, hue = 262): Rgb {
  if (name === 'white') return [1, 1, 1];
  const value = declared.get(name);
  if (value === undefined) throw new Error(`globals.css has no --color-${name}`);
  const colors = [...value.matchAll(/oklch\(((?:[^()]|\([^()]*\))*)\)/gu)].map(([, inside = '']) => inside);
  const chosen = colors.length > 1 && theme === 'dark' ? colors[1] : colors[0];
  if (chosen === undefined) throw new Error(`--color-${name} is not an OKLCH colour`);
  const [lightness, chroma, angle] = chosen
    .replace(/var\(--voice-hue[^)]*\)/u, String(hue))
    .split(/\s+/u)
    .map(Number);
  return fromOklch(lightness ?? 0, chroma ?? 0, angle ?? 0);
}
