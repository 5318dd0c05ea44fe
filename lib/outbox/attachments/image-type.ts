import { imageSize } from 'image-size';
import { type MediaType, mediaTypeOf } from '#lib/media/media-type.ts';

/** The image types that networks accept. */
const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const satisfies readonly MediaType[];

export type ImageType = { mimeType: (typeof imageTypes)[number]; width: number; height: number };

/** Type and size of an image, read from its bytes; null when no network accepts the type or the file is broken. */
export async function imageTypeOf(bytes: Uint8Array): Promise<ImageType | null> {
  const found = await mediaTypeOf(bytes);
  // Other types are never measured, because hostile files can make their parsers loop forever.
  const mimeType = imageTypes.find((type) => type === found);
  if (!mimeType) return null;
  try {
    const { width, height } = imageSize(bytes);
    return { mimeType, width, height };
  } catch {
    return null; // cut off before its size
  }
}
