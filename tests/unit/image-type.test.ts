import { describe, expect, test } from 'vitest';
import { imageTypeOf } from '#lib/outbox/attachments/image-type.ts';

function bytes(...parts: (string | number[])[]): Uint8Array<ArrayBuffer> {
  const all = parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part));
  return Uint8Array.from([...all, ...Array<number>(40).fill(0)]);
}

describe('the type of an uploaded image', () => {
  test('reads the type and size of an uploaded image from its bytes', () => {
    const png = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', [0, 0, 1, 0, 0, 0, 0, 128]);
    expect(imageTypeOf(png)).toEqual({ mimeType: 'image/png', width: 256, height: 128 });
    expect(imageTypeOf(bytes('GIF89a', [16, 0, 9, 0]))).toEqual({ mimeType: 'image/gif', width: 16, height: 9 });
    const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 50, 0, 100]);
    expect(imageTypeOf(jpeg)).toEqual({ mimeType: 'image/jpeg', width: 100, height: 50 });
    const webp = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 49, 0, 0]);
    expect(imageTypeOf(webp)).toEqual({ mimeType: 'image/webp', width: 100, height: 50 });
  });

  test('rejects HTML and SVG that are uploaded as an image', () => {
    expect(imageTypeOf(bytes('<html><script>alert(1)</script></html>'))).toBeNull();
    expect(imageTypeOf(bytes('<svg xmlns="http://www.w3.org/2000/svg" />'))).toBeNull();
    expect(imageTypeOf(new Uint8Array(3))).toBeNull();
  });
});
