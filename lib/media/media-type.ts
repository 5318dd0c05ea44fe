export const mediaTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
] as const;
export type MediaType = (typeof mediaTypes)[number];

/** How far an EBML header is searched for its document type. */
const EBML_HEADER_BYTES = 64;

/**
 * What a file is, by its first bytes, whatever its server or its name calls it; null for all that is not shown:
 * pages, SVG (a page in disguise), archives, anything unknown.
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const text = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return 'image/webp';
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WAVE') return 'audio/wav';
  if (text(0, 4) === 'OggS') return 'audio/ogg';
  if (text(0, 3) === 'ID3' || isMpegAudio(bytes)) return 'audio/mpeg';
  if (text(4, 4) === 'ftyp') return typeOfBrand(text(8, 4));
  // WebM is Matroska with a name of its own (EBML, RFC 8794).
  if (text(0, 4) === '\x1a\x45\xdf\xa3' && text(4, EBML_HEADER_BYTES).includes('webm')) return 'video/webm';
  return null;
}

/** A frame of layer III (ISO/IEC 11172-3, 2.4.2.3): MP3 without tags begins with one. */
function isMpegAudio([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isLayer3 = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02;
  return isLayer3 && (second & 0x18) !== 0x08 && third >> 4 !== 0x0f && (third & 0x0c) !== 0x0c;
}

/** Major brands of the ISO base media file format (ISO/IEC 14496-12), as registered at mp4ra.org. */
function typeOfBrand(brand: string): MediaType | null {
  if (brand === 'avif' || brand === 'avis') return 'image/avif';
  if (['M4A ', 'M4B '].includes(brand)) return 'audio/mp4';
  const isVideo = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|mmp4|f4v |3gp[4-9])$/.test(brand);
  return isVideo ? 'video/mp4' : null;
}
