import type { InboundAttachment } from '../contract.ts';
import type { Media } from './wire.ts';

const kinds: Record<string, InboundAttachment['kind']> = { photo: 'image', video: 'video', animated_gif: 'video' };

/** The pictures and videos of a post. One without an address is left out. */
export function attachmentsOf(keys: readonly string[], media: ReadonlyMap<string, Media>): InboundAttachment[] {
  return keys.flatMap((key) => {
    const one = media.get(key);
    const best = one?.variants
      ?.filter((variant) => variant.url && variant.content_type === 'video/mp4')
      .toSorted((a, b) => (b.bit_rate ?? 0) - (a.bit_rate ?? 0))[0];
    const url = one?.url ?? best?.url ?? one?.preview_image_url;
    if (!one || !url) return [];
    return [
      {
        kind: kinds[one.type] ?? 'file',
        url,
        ...(one.preview_image_url ? { previewUrl: one.preview_image_url } : {}),
        ...(one.alt_text ? { altText: one.alt_text } : {}),
        ...(one.width && one.height ? { width: one.width, height: one.height } : {}),
      },
    ];
  });
}
