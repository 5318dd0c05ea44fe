import { imageSize } from 'image-size';
import { type MediaType, mediaTypeOf } from '#lib/media/media-type.ts';

/** What networks take. */
const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const satisfies readonly MediaType[];

export type ImageType = { mimeType: (typeof imageTypes)[number]; width: number; height: number };

/** Kind and size of an image by its bytes, whatever its name says; null when networks take none of that kind, or it is broken. */
export async function imageTypeOf(bytes: Uint8Array): Promise<ImageType | null> {
  const found = await mediaTypeOf(bytes);
  // Other kinds are never measured: files have been made that kept a parser of theirs busy for ever.
  const mimeType = imageTypes.find((type) => type === found);
  if (!mimeType) return null;
  try {
    const { width, height } = imageSize(bytes);
    return { mimeType, width, height };
  } catch {
    return null; // cut off before its size
  }
}
