import { expect, test } from 'vitest';
import { imageTypeOf } from '#lib/outbox/attachments/image-type.ts';

function bytes(...parts: (string | number[])[]): Uint8Array<ArrayBuffer> {
  const all = parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part));
  return Uint8Array.from([...all, ...Array<number>(40).fill(0)]);
}

const png = bytes(
  [0x89],
  'PNG\r\n',
  [0x1a, 0x0a, 0, 0, 0, 13],
  'IHDR',
  [0, 0, 1, 0, 0, 0, 0, 128, 8, 6, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0],
  'IDAT',
);
const jpegHead = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0];

test.each<[string, Uint8Array<ArrayBuffer>, object]>([
  ['PNG', png, { mimeType: 'image/png', width: 256, height: 128 }],
  ['GIF', bytes('GIF89a', [16, 0, 9, 0]), { mimeType: 'image/gif', width: 16, height: 9 }],
  ['JPEG', bytes(jpegHead, [0xff, 0xc0, 0, 17, 8, 0, 50, 0, 100]), { mimeType: 'image/jpeg', width: 100, height: 50 }],
  [
    'WebP',
    bytes('RIFF', [60, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 49, 0, 0]),
    { mimeType: 'image/webp', width: 100, height: 50 },
  ],
])('the kind and the size of an uploaded %s are read from its bytes', async (_, image, expected) => {
  expect(await imageTypeOf(image)).toEqual(expected);
});

test.each<[string, Uint8Array<ArrayBuffer>]>([
  ['a page', bytes('<html><script>alert(1)</script></html>')],
  ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')],
  ['three bytes', new Uint8Array(3)],
  ['nothing', new Uint8Array(0)],
  ['a JPEG whose segments never end', bytes(jpegHead, [0xff, 0xe1, 0, 0, 0xff, 0xe1, 0, 0])],
  ['a JPEG that is cut off before its size', new Uint8Array(jpegHead)],
  ['a PNG that is cut off before its size', png.slice(0, 18)],
  ['a HEIF with a box of no length', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'heicmif1', [0, 0, 0, 0], 'meta')],
  ['a JPEG XL with a box of no length', bytes([0, 0, 0, 12], 'JXL \r\n', [0x87, 0x0a, 0, 0, 0, 0], 'jxlp')],
  ['a PDF', bytes('%PDF-1.7')],
])('%s is not taken for an image', async (_, file) => {
  expect(await imageTypeOf(file)).toBeNull();
});
