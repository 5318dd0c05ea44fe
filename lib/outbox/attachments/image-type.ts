export type ImageType = { mimeType: string; width: number | null; height: number | null };

/** Tells an image by its first bytes, whatever its name says; null when it is none that networks take. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  if (bytes.length < 24) return null;
  if (view.getUint32(0) === 0x89504e47)
    return { mimeType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (text(0, 4) === 'GIF8')
    return { mimeType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (view.getUint16(0) === 0xffd8) return { mimeType: 'image/jpeg', ...jpegSize(view) };
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return { mimeType: 'image/webp', ...webpSize(view, text(12, 4)) };
  return null;
}

/** Walks the segments to the frame header (SOF, ITU-T T.81 B.2.2). */
function jpegSize(view: DataView): { width: number | null; height: number | null } {
  let at = 2;
  while (at + 9 < view.byteLength) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return { width: null, height: null };
}

/** The three kinds of WebP keep their size in three places (RFC 9649). */
function webpSize(view: DataView, chunk: string): { width: number | null; height: number | null } {
  if (view.byteLength < 30) return { width: null, height: null };
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  const dimension = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return { width: dimension(24), height: dimension(27) };
}
