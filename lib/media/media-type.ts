import { fileTypeFromBuffer } from 'file-type';

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

/**
 * How much of a file is looked at, in bytes. The package knows many more kinds than we show, some of which it would
 * unpack: the little that it gets keeps what a hostile file can make it do little too.
 */
const HEAD_BYTES = 4_100;

/**
 * What a file is, by its first bytes, whatever its server or its name calls it; null for all that is not shown:
 * pages, SVG (a page in disguise), archives, anything unknown.
 */
export async function mediaTypeOf(bytes: Uint8Array): Promise<MediaType | null> {
  const mime = (await fileTypeFromBuffer(bytes.subarray(0, HEAD_BYTES)))?.mime;
  const name = mime?.split(';', 1)[0] ?? '';
  return mediaTypes.find((type) => type === (sameTypes[name] ?? name)) ?? null;
}

/** Other names for what a browser plays under ours. */
const sameTypes: Record<string, MediaType | undefined> = {
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
  'video/3gpp': 'video/mp4',
};
