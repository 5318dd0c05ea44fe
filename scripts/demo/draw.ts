import { crc32, deflateSync } from 'node:zlib';
import type { Picture } from '#tests/networks/bluesky/fan.ts';

export type Colour = [red: number, green: number, blue: number];

const CREAM: Colour = [243, 236, 224];
const WHITE: Colour = [255, 255, 255];
const COFFEE: Colour = [62, 39, 28];

/** A cup on its saucer, seen from above. */
export function drawCup(colour: string, alt: string): Picture {
  const saucer = parseColour(colour);
  const size = 600;
  return draw({ size, alt }, (x, y) => {
    const distance = Math.hypot(x - size / 2, y - size / 2) / size;
    const isHandle = Math.abs(y / size - 0.5) < 0.025 && x / size > 0.7 && x / size < 0.84;
    if (distance < 0.2) return COFFEE;
    if (distance < 0.24 || isHandle) return WHITE;
    if (distance < 0.42) return saucer;
    return CREAM;
  });
}

/** Each pixel is the mean of four points within it, which smooths the edges. */
export function draw(
  { size, alt }: { size: number; alt: string },
  colourAt: (x: number, y: number) => Colour,
): Picture {
  const rowBytes = size * 3 + 1; // the first byte of a row names its filter: none
  const pixels = Buffer.alloc(rowBytes * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const left = mix(colourAt(x + 0.25, y + 0.25), colourAt(x + 0.25, y + 0.75), 0.5);
      const right = mix(colourAt(x + 0.75, y + 0.25), colourAt(x + 0.75, y + 0.75), 0.5);
      pixels.set(mix(left, right, 0.5), y * rowBytes + 1 + x * 3);
    }
  }
  return { data: encodePng(size, pixels), mimeType: 'image/png', alt, width: size, height: size };
}

/** @param share of `b` in the mixture, from 0 to 1 */
export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** A true-colour PNG of eight bits a channel (https://www.w3.org/TR/png-3/). */
function encodePng(size: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8);
  return bytes;
}

/** @param hex as `#rrggbb` */
export function parseColour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
