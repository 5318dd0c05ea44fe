import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { SandboxAnswer } from './types.ts';

const SIZE = 160;
const RGB = 3;
const CELLS = 5;

/** A small picture for each name, always the same, with its own pattern and colour, as PNG (ISO/IEC 15948). */
export function picture(path: string): SandboxAnswer {
  const [, name] = /^([\w-]{1,80})\.png$/.exec(path) ?? [];
  if (name === undefined) return { status: 404, body: 'no picture' };
  return {
    status: 200,
    headers: { 'content-type': 'image/png' },
    body: pngOf(createHash('sha256').update(name).digest()),
  };
}

/**
 * An address that ends in the name of a picture, or in the size of one as Google writes it, or of a file that was sent over
 * Meta's network.
 */
const PICTURE = /^https:\/\/(?:\S+\.(?:png|jpe?g)(?:\?\S*)?|[^\s?]+=(?:s\d+|c0x)[\w-]*|\S+_messaging_cdn\/\S*)$/;

/** An answer whose picture addresses point to this server, each with a name of its own. */
export function withPictures(json: unknown, origin: string): unknown {
  return JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === 'string' && PICTURE.test(value)
      ? `${origin}/_media/${createHash('sha256').update(value).digest('hex').slice(0, 16)}.png`
      : value,
  );
}

/** A pattern of mirrored cells in two tones of one colour, which suit a light and a dark page. */
function pngOf(seed: Buffer): Buffer {
  const [hue = 0, ...bits] = seed;
  const ink = toneOf(hue, 0.36);
  const paper = toneOf(hue, 0.84);
  const rows: Buffer[] = [];
  for (let y = 0; y < SIZE; y += 1) {
    const row = Buffer.alloc(1 + SIZE * RGB); // a filter byte first: none
    for (let x = 0; x < SIZE; x += 1) {
      const column = Math.floor((x * CELLS) / SIZE);
      // The right half mirrors the left.
      const cell = Math.min(column, CELLS - 1 - column) + CELLS * Math.floor((y * CELLS) / SIZE);
      const isOn = (bits[cell % bits.length] ?? 0) % 2 === 0;
      for (const [at, value] of (isOn ? ink : paper).entries()) row[1 + x * RGB + at] = value;
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, true colour
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A soft colour: red, green and blue from 0 to 255. */
function toneOf(hue: number, lightness: number): number[] {
  const strength = 0.5 * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const k = (offset + (hue / 256) * 12) % 12;
    return Math.round(255 * (lightness - strength * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
