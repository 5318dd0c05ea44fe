import { z } from 'zod';
import { readNoteFile } from '#lib/items/notes/files/read-note-file.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { NOTE_FILE_LIMIT } from '#lib/items/notes/types.ts';
import { operation } from '../operation.ts';
import { id, none } from '../schemas/fields.ts';
import { noteFile } from '../schemas/item.ts';

/** As RFC 8187 writes a name in a header. */
const encoded = (name: string) =>
  encodeURIComponent(name).replaceAll(/['()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

export const noteFileOperations = [
  operation({
    id: 'uploadNoteFile',
    method: 'POST',
    path: 'items/{itemId}/note-files',
    summary: 'Upload a file for an internal note: an image, a PDF or plain text',
    act: uploadNoteFile,
    refusals: ['too_many', 'quota_reached'],
    status: 201,
    // Its content says what it is.
    takes: { types: ['application/octet-stream'], maxBytes: NOTE_FILE_LIMIT },
    params: z.object({ itemId: id }),
    query: z.object({ name: z.string().max(500).optional() }),
    body: z.unknown(),
    answer: noteFile,
    run: async (act, { params, query }, { bytes }) => await act({ ...params, name: query.name ?? '', bytes }),
  }),
  operation({
    id: 'readNoteFile',
    method: 'GET',
    path: 'note-files/{fileId}',
    summary: 'Download a file of a note',
    act: readNoteFile,
    gives: '*/*',
    params: z.object({ fileId: id }),
    query: none,
    body: z.unknown(),
    answer: z.unknown(),
    run: async (act, { params }) => {
      const { bytes, name, mimeType, isShown } = await act(params);
      return new Response(bytes, {
        headers: {
          'content-type': mimeType,
          'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(name)}`,
          // Who may see it can change.
          'cache-control': 'private, no-cache',
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
        },
      });
    },
  }),
];
