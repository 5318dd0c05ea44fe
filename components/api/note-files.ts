import type { NoteFileView } from '#lib/items/notes/types.ts';
import { call } from './call.ts';

/** The REST calls about the files of notes. */
export function noteFileApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  return {
    /** The type of a file is read from its content: the browser's guess does not count. */
    uploadNoteFile: (itemId: string, file: File) =>
      call<NoteFileView>(at(`items/${itemId}/note-files`), {
        method: 'POST',
        body: new Blob([file], { type: 'application/octet-stream' }),
        query: { name: file.name },
      }),
    noteFileUrl: (id: string) => `/api/v1/${at(`note-files/${id}`)}`,
  };
}
