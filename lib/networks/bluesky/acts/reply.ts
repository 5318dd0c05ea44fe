import type { ActionRequest, Receipt } from '../../contract.ts';
import { refuse, rkeyOf, type Act } from './act.ts';
import { collections, postUrl } from '../addresses.ts';
import { facetsOf } from '../facets.ts';
import { fits, limits } from '../limits.ts';
import { createRecord, readRecord } from './records.ts';
import type { Session } from '../session.ts';
import { readTarget } from './target.ts';
import { recordOf } from '../thread-context.ts';
import { blobAnswer } from '../wire.ts';

/** A public reply. The record key makes it one reply, however often it is tried. */
export const reply: Act = {
  async perform(session, action) {
    checkLimits(action);
    const target = await readTarget(session, action);
    if (target.viewer?.replyDisabled) throw refuse('replies_not_allowed');
    const parent = { uri: target.uri, cid: target.cid };
    const root = recordOf(target)?.reply?.root ?? parent;
    const facets = await facetsOf(session, action.text);
    const images = [];
    for (const attachment of action.attachments) images.push(await uploadImage(session, attachment));
    const written = await createRecord(session, {
      collection: collections.post,
      rkey: rkeyOf(action),
      record: {
        text: action.text,
        createdAt: action.requestedAt.toISOString(),
        reply: { root: { uri: root.uri, cid: root.cid }, parent },
        ...(facets.length > 0 && { facets }),
        ...(action.languages?.length && { langs: action.languages.slice(0, 3) }),
        ...(images.length > 0 && { embed: { $type: 'app.bsky.embed.images', images } }),
      },
    });
    return receipt(written, { rootUri: root.uri, rootCid: root.cid });
  },
  async find(session, action) {
    const existing = await readRecord(session, collections.post, rkeyOf(action));
    if (!existing) return null;
    const { uri, cid = '' } = existing;
    const root = recordOf({ ...emptyView, record: existing.value })?.reply?.root;
    return receipt({ uri, cid }, root ? { rootUri: root.uri, rootCid: root.cid } : {});
  },
};

const emptyView = { uri: '', cid: '', author: { did: '', handle: '' }, indexedAt: '' };

function receipt({ uri, cid }: { uri: string; cid: string }, root: Record<string, string>): Receipt {
  const url = postUrl(uri);
  return { externalId: uri, ...(url && { url }), reference: { cid, ...root } };
}

function checkLimits({ text, attachments }: ActionRequest): void {
  if (!fits(text, limits.post)) throw refuse('text_too_long');
  const { max, maxBytes, types } = limits.images;
  if (attachments.length > max) throw refuse('attachment_refused', `more than ${max} images`);
  for (const { bytes, mimeType } of attachments) {
    if (!types.some((type) => type === mimeType)) throw refuse('attachment_refused', mimeType);
    if (bytes.byteLength > maxBytes) throw refuse('attachment_refused', `${bytes.byteLength} bytes`);
  }
}

async function uploadImage(session: Session, image: ActionRequest['attachments'][number]) {
  const { bytes, mimeType, altText, width, height } = image;
  // Nobody sees a picture before a post shows it, so an upload is safe to repeat.
  const { blob } = await session.procedure('com.atproto.repo.uploadBlob', { bytes, mimeType }, blobAnswer, {
    writes: false,
  });
  return { image: blob, alt: altText, ...(width && height && { aspectRatio: { width, height } }) };
}
