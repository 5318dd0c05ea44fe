import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { invalid } from './answers.ts';
import { bodyOf } from './writing.ts';
import type { World } from './world.ts';

const begin = z.strictObject({
  media_type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif']),
  total_bytes: z.number().int().min(1),
  media_category: z.enum(['tweet_image', 'tweet_gif', 'dm_image', 'dm_gif']),
});
const description = z.object({
  id: z.string(),
  metadata: z.object({ alt_text: z.object({ text: z.string().max(1_000) }) }),
});

const MAX_BYTES = { image: 5_000_000, gif: 15_000_000 };

/** Source: docs.x.com/x-api/media. */
export function beginUpload(world: World, request: SandboxRequest): SandboxAnswer {
  const given = bodyOf(request, begin);
  const max = given.media_category.endsWith('gif') ? MAX_BYTES.gif : MAX_BYTES.image;
  if (given.total_bytes > max) throw invalid('total_bytes', 'File size exceeds the limit');
  const id = world.nextId();
  const { media_type: type, media_category: category, total_bytes: expected } = given;
  world.media.set(id, { type, category, expected, bytes: 0, isReady: false, alt: '' });
  return { status: 200, json: { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } } };
}

export async function appendUpload(world: World, request: SandboxRequest, id: string): Promise<SandboxAnswer> {
  const form = await new Response(new Uint8Array(request.body), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData();
  const [media, index] = [form.get('media'), form.get('segment_index')];
  const upload = world.media.get(id);
  if (!upload || !(media instanceof Blob) || typeof index !== 'string' || !/^\d{1,3}$/.test(index))
    throw invalid('media', 'Segments do not add up');
  upload.bytes += media.size;
  return { status: 200, json: { data: { expires_at: Math.floor(world.now().getTime() / 1_000) + 86_400 } } };
}

export function endUpload(world: World, id: string): SandboxAnswer {
  const upload = world.media.get(id);
  if (!upload || upload.bytes !== upload.expected)
    throw invalid('id', 'Segments do not add up to provided total file size.');
  upload.isReady = true;
  return { status: 200, json: { data: { id, media_key: `3_${id}`, size: upload.bytes, expires_after_secs: 86_400 } } };
}

export function describe(world: World, request: SandboxRequest): SandboxAnswer {
  const { id, metadata } = bodyOf(request, description);
  const upload = world.media.get(id);
  if (!upload?.isReady) throw invalid('id', 'There is no such media');
  upload.alt = metadata.alt_text.text;
  return { status: 200, json: { data: { id, associated_metadata: { alt_text: { text: upload.alt } } } } };
}
