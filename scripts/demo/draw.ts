import { crc32, deflateSync } from 'node:zlib';
import type { Picture } from '#tests/networks/bluesky/fan.ts';

type Colour = [red: number, green: number, blue: number];

const CREAM: Colour = [243, 236, 224];
const COFFEE: Colour = [62, 39, 28];

/** A portrait for who has none: five by five squares, mirrored, in one colour; always the same for a name. */
export function drawAvatar(name: string, colour: string): Picture {
  const ink = parseColour(colour);
  const bits = crc32(name);
  const cell = 40;
  return draw({ size: 7 * cell, alt: '' }, (x, y) => {
    const column = Math.floor(x / cell) - 1;
    const row = Math.floor(y / cell) - 1;
    if (column < 0 || column > 4 || row < 0 || row > 4) return CREAM;
    const mirrored = column > 2 ? 4 - column : column;
    return (bits >>> (row * 3 + mirrored)) & 1 ? ink : CREAM;
  });
}

/** A cup on its saucer, seen from above. */
export function drawCup(colour: string, alt: string): Picture {
  const saucer = parseColour(colour);
  const size = 600;
  return draw({ size, alt }, (x, y) => {
    const distance = Math.hypot(x - size / 2, y - size / 2) / size;
    const isHandle = Math.hypot(x - size * 0.79, y - size / 2) / size < 0.07;
    if (distance < 0.2) return COFFEE;
    if (distance < 0.24 || (isHandle && distance > 0.24)) return [255, 255, 255];
    if (distance < 0.42) return saucer;
    return CREAM;
  });
}

function draw({ size, alt }: { size: number; alt: string }, colourAt: (x: number, y: number) => Colour): Picture {
  const rowBytes = size * 3 + 1; // the first byte of a row names its filter: none
  const pixels = Buffer.alloc(rowBytes * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) pixels.set(colourAt(x, y), y * rowBytes + 1 + x * 3);
  }
  return { data: encodePng(size, pixels), mimeType: 'image/png', alt, width: size, height: size };
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

function parseColour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
