import { setTimeout as wait } from 'node:timers/promises';
import type { ActionRequest } from '../../contract.ts';
import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import { limits } from '../limits.ts';
import { prices } from '../prices.ts';
import { nothing, uploadAnswer } from '../wire.ts';
import { refuse } from './act.ts';

type Image = ActionRequest['attachments'][number];

const STATUS_CHECKS = 5;
const LONGEST_WAIT_MS = 3_000;

/**
 * Uploads a reply's pictures in pieces, with their descriptions. Nobody sees them before a post shows them, so all of
 * it is safe to repeat. Source: docs.x.com/x-api/media.
 * @returns the pictures' ids
 * @throws NetworkError `refused` before anything is sent when one is too large or of another type
 */
export async function uploadImages(
  channel: XChannel,
  { attachments }: ActionRequest,
  { category, max }: { category: 'tweet' | 'dm'; max: number },
): Promise<string[]> {
  checkImages(attachments, max);
  const ids: string[] = [];
  for (const image of attachments) ids.push(await uploadImage(channel, image, category));
  return ids;
}

function checkImages(images: readonly Image[], max: number): void {
  if (images.length > max) throw refuse('attachment_refused', `more than ${max} images`);
  // An animated picture must be the only one.
  if (images.length > 1 && images.some(({ mimeType }) => mimeType === 'image/gif')) {
    throw refuse('attachment_refused', 'a GIF with other images');
  }
  for (const { bytes, mimeType, altText } of images) {
    if (!limits.images.types.some((type) => type === mimeType)) throw refuse('attachment_refused', mimeType);
    if (bytes.byteLength > limits.images.maxBytes) throw refuse('attachment_refused', `${bytes.byteLength} bytes`);
    if (altText.length > limits.altTextLength) throw refuse('attachment_refused', 'its description is too long');
  }
}

async function uploadImage(channel: XChannel, image: Image, category: 'tweet' | 'dm'): Promise<string> {
  const { bytes, mimeType, altText } = image;
  const { data: begun } = await callX(channel, {
    ...mediaCall,
    path: '/2/media/upload/initialize',
    body: {
      json: {
        media_type: mimeType,
        total_bytes: bytes.byteLength,
        media_category: `${category}_${mimeType === 'image/gif' ? 'gif' : 'image'}`,
      },
    },
    schema: uploadAnswer,
  });
  const step = limits.uploadChunkBytes;
  for (let index = 0; index * step < bytes.byteLength; index += 1) {
    const multipart = new FormData();
    multipart.set('media', new Blob([bytes.subarray(index * step, (index + 1) * step)], { type: mimeType }));
    multipart.set('segment_index', String(index));
    await callX(channel, {
      ...mediaCall,
      path: `/2/media/upload/${begun.id}/append`,
      body: { multipart },
      schema: nothing,
    });
  }
  let { data } = await callX(channel, {
    ...mediaCall,
    path: `/2/media/upload/${begun.id}/finalize`,
    schema: uploadAnswer,
  });
  for (let check = 0; check < STATUS_CHECKS && isProcessing(data.processing_info?.state); check += 1) {
    const pauseMs = Math.min((data.processing_info?.check_after_secs ?? 1) * 1_000, LONGEST_WAIT_MS);
    await wait(pauseMs, undefined, { signal: channel.signal });
    ({ data } = await callX(channel, {
      endpoint: 'media',
      path: '/2/media/upload',
      query: { media_id: begun.id, command: 'STATUS' },
      schema: uploadAnswer,
      isPartOfWrite: true,
    }));
  }
  if (data.processing_info?.state === 'failed') throw refuse('attachment_refused');
  if (altText && category === 'tweet') {
    await callX(channel, {
      ...mediaCall,
      path: '/2/media/metadata',
      body: { json: { id: begun.id, metadata: { alt_text: { text: altText } } } },
      schema: nothing,
      price: () => prices.describeMedia,
    });
  }
  return begun.id;
}

const mediaCall = { endpoint: 'media', method: 'POST', writes: false } as const;

function isProcessing(state: string | undefined): boolean {
  return state === 'pending' || state === 'in_progress';
}
