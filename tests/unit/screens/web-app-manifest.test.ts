import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { metadata } from '#app/layout.tsx';
import { ROOT } from '#scripts/settings.ts';

const readPublic = (address: string) => readFileSync(join(ROOT, 'public', address));

const { icons } = z
  .object({ icons: z.array(z.object({ src: z.string(), sizes: z.string(), purpose: z.string().optional() })) })
  .parse(JSON.parse(readPublic('manifest.webmanifest').toString()));

/** Width and height stand at a fixed place in the header of every PNG. */
function pngSize(address: string): string {
  const png = readPublic(address);
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

test('each PNG of the web app manifest has the size that the manifest declares', () => {
  const pngs = icons.filter(({ src }) => src.endsWith('.png'));
  for (const { src, sizes } of pngs) expect(pngSize(src), src).toBe(sizes);
  expect(pngs.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([
    ['192x192', undefined],
    ['512x512', undefined],
    ['512x512', 'maskable'],
  ]);
});

test('every icon that a page or the manifest links to is a public file', () => {
  const inPages = JSON.stringify(metadata.icons).match(/\/[\w-]+\.(?:png|svg)/g) ?? [];
  expect(inPages.length).toBeGreaterThan(2);
  for (const address of [...inPages, ...icons.map(({ src }) => src), String(metadata.manifest)]) {
    expect(existsSync(join(ROOT, 'public', address)), address).toBe(true);
  }
});
