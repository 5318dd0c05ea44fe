import { z } from 'zod';
import { UnfitMedia } from '#lib/media/fetch-media.ts';
import { readAccountPicture, readAvatar, readMedia, readPostMedia, type ServedMedia } from '#lib/media/read-media.ts';
import { operation } from '../operation.ts';
import { RequestRefusal } from '../problem.ts';
import { answerRange } from '../answer-range.ts';
import { id, none } from '../schemas/fields.ts';

const DAY_SECONDS = 86_400;
const preview = z.object({ preview: z.enum(['1', '0']).optional() });
const given = {
  method: 'GET',
  gives: 'image/*',
  hasRanges: true,
  refusals: ['unsupported_media_type', 'network_refused', 'network_unavailable'],
  body: z.unknown(),
  answer: z.unknown(),
} as const;

export const mediaOperations = [
  operation({
    ...given,
    act: readMedia,
    id: 'readMedia',
    gives: '*/*',
    path: 'media/{attachmentId}',
    summary: 'Download an attachment of a message; Parvis fetches it from the network without naming the reader',
    params: z.object({ attachmentId: id }),
    query: preview,
    run: async (act, { params, query }, { request }) =>
      await answerWith(request, act({ ...params, isPreview: query.preview === '1' })),
  }),
  operation({
    ...given,
    act: readPostMedia,
    id: 'readPostMedia',
    gives: '*/*',
    path: 'posts/{postId}/media/{position}',
    summary: 'Download an attachment of a post, by its position',
    params: z.object({ postId: id, position: z.coerce.number().int().min(0).max(100) }),
    query: preview,
    run: async (act, { params, query }, { request }) =>
      await answerWith(request, act({ ...params, isPreview: query.preview === '1' })),
  }),
  operation({
    ...given,
    act: readAvatar,
    id: 'readAvatar',
    path: 'avatars/{ownerId}',
    summary: 'Download the profile picture of a contact, an identity, a channel or a post’s author',
    params: z.object({ ownerId: id }),
    query: none,
    run: async (act, { params }, { request }) => await answerWith(request, act(params)),
  }),
  operation({
    ...given,
    act: readAccountPicture,
    id: 'readAccountPicture',
    path: 'connections/{connectionId}/accounts/{position}/picture',
    summary: 'Download the profile picture of an account found by a sign-in, by its position',
    params: z.object({ connectionId: id, position: z.coerce.number().int().min(0).max(1_000) }),
    query: none,
    run: async (act, { params }, { request }) => await answerWith(request, act(params)),
  }),
];

/** Serves untrusted bytes: only types that cannot run scripts, no type sniffing, sandboxed when opened directly. */
async function answerWith(request: Request, reading: Promise<ServedMedia>): Promise<Response> {
  const { bytes, mimeType, isCacheable, fileName } = await reading.catch((error: unknown) => {
    throw error instanceof UnfitMedia ? new RequestRefusal('unsupported_media_type') : error;
  });
  return answerRange(request, bytes, {
    'content-type': mimeType,
    ...(fileName === undefined
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}` }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': isCacheable ? `private, max-age=${DAY_SECONDS}` : 'no-store',
  });
}
