import type { ReplyCapability } from '../../contract.ts';
import { isTooLong } from '../../text-length.ts';
import type { TikTokChannel } from '../credentials.ts';
import { commentLength } from '../limits.ts';
import { refuse } from './act.ts';

/** @throws NetworkError `text_too_long` */
export function checkCommentText({ app }: TikTokChannel, text: string): void {
  checkText(text, commentLength(app));
}

/** The network does not say what it counts as a character, so the strictest count is used. */
export function checkText(text: string, maxLength: number): void {
  if (isTooLong(text, { maxLength, count: 'utf16' })) throw refuse('text_too_long');
}

/**
 * The picture of a reply, if there is one. The network accepts either a text or a picture.
 * @throws NetworkError `attachment_refused`
 */
export function pictureOf<Attachment extends { bytes: Uint8Array; mimeType: string }>(
  { text, attachments }: { text: string; attachments: readonly Attachment[] },
  { maxBytes, types }: Pick<NonNullable<ReplyCapability['images']>, 'maxBytes' | 'types'>,
): Attachment | null {
  const [picture, ...more] = attachments;
  if (!picture) return null;
  if (more.length > 0) throw refuse('attachment_refused', 'more than one picture');
  if (text !== '') throw refuse('attachment_refused', 'a text or a picture, not both');
  if (!types.includes(picture.mimeType)) throw refuse('attachment_refused', picture.mimeType);
  if (picture.bytes.byteLength > maxBytes) throw refuse('attachment_refused', `${picture.bytes.byteLength} bytes`);
  return picture;
}
