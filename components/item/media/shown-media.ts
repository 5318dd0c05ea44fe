import type { WorkspaceApi } from '#components/api/client.ts';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { AttachmentView, PostView } from '#lib/items/types.ts';

/** An attachment as it is shown. Its bytes come from our own addresses; the sender's address is only ever a link. */
export type ShownMedia = {
  key: string;
  kind: AttachmentView['kind'];
  /** Our address of the bytes; null for a mere link. */
  source: string | null;
  preview: string | null;
  /** The network had deleted it before it could be kept here. */
  isLost: boolean;
  /** Its address on the web. */
  link: string | null;
  altText: string;
  title: string | null;
  isAnimated: boolean;
  width: number | null;
  height: number | null;
};

const isGif = (mimeType: string | null, url: string | null): boolean =>
  mimeType === 'image/gif' || (mimeType === null && /\.gif(?:[?#]|$)/iu.test(url ?? ''));

const isMedia = (kind: string): boolean => kind === 'image' || kind === 'video' || kind === 'audio';

export function showAttachment(one: AttachmentView, api: WorkspaceApi): ShownMedia {
  const { id, kind, url, previewUrl, altText, mimeType, title, width, height, file } = one;
  const isShown = isMedia(kind) || (kind === 'file' && file === 'kept');
  const isLost = file === 'lost';
  // A file that was uploaded here has no other address.
  const source = url === null ? api.attachmentUrl(id) : isShown && !isLost ? api.mediaUrl(id) : null;
  const preview = url !== null && webUrl(previewUrl) ? api.mediaUrl(id, 'preview') : null;
  const isAnimated = kind === 'image' && isGif(mimeType, url);
  // The address of a file that is served to the account alone leads nobody anywhere.
  const link = file === null ? webUrl(url) : null;
  return { key: id, kind, source, preview, isLost, link, altText, title, isAnimated, width, height };
}

const kinds: readonly AttachmentView['kind'][] = ['image', 'video', 'audio', 'file', 'link'];

export function showPostMedia(post: Pick<PostView, 'id' | 'attachments'>, api: WorkspaceApi): ShownMedia[] {
  return post.attachments.map(({ kind, url, previewUrl, altText }, position) => ({
    key: String(position),
    kind: kinds.find((known) => known === kind) ?? 'link',
    source: isMedia(kind) ? api.postMediaUrl(post.id, position) : null,
    isLost: false,
    preview: webUrl(previewUrl) ? api.postMediaUrl(post.id, position, 'preview') : null,
    link: webUrl(url),
    altText: altText ?? '',
    title: null,
    isAnimated: kind === 'image' && isGif(null, url),
    width: null,
    height: null,
  }));
}

/** The picture that a folded post shows: its first picture, or the still of its first video. */
export function thumbnailOf(shown: readonly ShownMedia[]): string | null {
  const first = shown.find(({ kind, preview }) => kind === 'image' || preview !== null);
  return first ? (first.preview ?? first.source) : null;
}
