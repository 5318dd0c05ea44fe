import type { InboundAttachment } from '../contract.ts';
import { postUrl } from './addresses.ts';
import type { EmbedView } from './wire.ts';

type Media = Omit<EmbedView, 'record' | 'media'>;

/** Pictures, videos and links of a post, with the addresses of the network's own image service. */
export function attachmentsOf(embed: EmbedView | undefined): InboundAttachment[] {
  if (!embed) return [];
  return [...mediaOf(embed), ...(embed.media ? mediaOf(embed.media) : []), ...quoteOf(embed)];
}

function mediaOf(media: Media): InboundAttachment[] {
  const images = (media.images ?? []).map(({ thumb, ...image }) => ({ ...image, thumbnail: thumb }));
  const found: InboundAttachment[] = [...images, ...(media.items ?? [])].map((image) => ({
    kind: 'image',
    url: image.fullsize,
    previewUrl: image.thumbnail,
    ...(image.alt && { altText: image.alt }),
    ...image.aspectRatio,
  }));
  if (media.playlist) {
    found.push({
      kind: 'video',
      url: media.playlist,
      ...(media.thumbnail && { previewUrl: media.thumbnail }),
      ...(media.alt && { altText: media.alt }),
      ...media.aspectRatio,
    });
  }
  if (media.external) {
    const { uri, title, thumb } = media.external;
    found.push({ kind: 'link', url: uri, title, ...(thumb && { previewUrl: thumb }) });
  }
  return found;
}

function quoteOf({ record }: EmbedView): InboundAttachment[] {
  const quoted = record && ('record' in record ? record.record : record);
  const url = quoted && postUrl(quoted.uri);
  if (!url || !quoted.author || !quoted.value) return [];
  return [{ kind: 'link', url, title: `@${quoted.author.handle}: ${quoted.value.text}` }];
}
