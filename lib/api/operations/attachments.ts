import { z } from 'zod';
import { readAttachment } from '#lib/outbox/attachments/read-attachment.ts';
import { setAltText } from '#lib/outbox/attachments/set-alt-text.ts';
import { UPLOAD_LIMIT, uploadAttachment } from '#lib/outbox/attachments/upload-attachment.ts';
import { operation } from '../operation.ts';
import { id, none, nothing } from '../schemas/fields.ts';
import { attachmentView } from '../schemas/message.ts';

const altText = z.string().max(5_000);
const onAttachment = z.object({ attachmentId: id });

export const attachmentOperations = [
  operation({
    id: 'uploadAttachment',
    method: 'POST',
    path: 'attachments',
    summary: 'Upload an image for a reply',
    act: uploadAttachment,
    refusals: ['too_many'],
    status: 201,
    takes: { types: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'], maxBytes: UPLOAD_LIMIT },
    params: none,
    query: z.object({ altText: altText.optional() }),
    body: z.unknown(),
    answer: attachmentView,
    run: async (act, { query }, { bytes }) => await act({ bytes, altText: query.altText ?? '' }),
  }),
  operation({
    id: 'setAltText',
    method: 'POST',
    path: 'attachments/{attachmentId}/alt-text',
    summary: 'Set the description of an image that is not sent yet',
    act: setAltText,
    status: 204,
    params: onAttachment,
    query: none,
    body: z.object({ altText }),
    answer: nothing,
    run: async (act, { params, body }) => {
      await act({ ...params, ...body });
      return undefined;
    },
  }),
  operation({
    id: 'readAttachment',
    method: 'GET',
    path: 'attachments/{attachmentId}',
    summary: 'Download an uploaded image',
    act: readAttachment,
    gives: 'image/*',
    params: onAttachment,
    query: none,
    body: z.unknown(),
    answer: z.unknown(),
    run: async (act, { params }) => {
      const { bytes, mimeType } = await act(params);
      return new Response(bytes, {
        headers: {
          'content-type': mimeType,
          'cache-control': 'private, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
        },
      });
    },
  }),
];
