import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { readSavedReplies } from './read-saved-replies.ts';
import { SAVED_FOLDER_LIMIT, SAVED_TITLE_LIMIT, type SavedReplyView } from './types.ts';

const PAGE = 50;

export type SavedReplyPage = {
  savedReplies: SavedReplyView[];
  /** Every folder, also those that the search leaves out. */
  folders: { name: string; count: number }[];
  nextCursor: string | null;
};

type Input = { q?: string; folder?: string; cursor?: string };

/**
 * A page of the saved replies that can be inserted here: the workspace's and its organization's, by folder and title.
 * @throws Refusal `invalid` for a cursor that is none
 */
export const listSavedReplies = defineAct(
  'saved_replies.read',
  async (caller, { q, folder, cursor }: Input = {}): Promise<SavedReplyPage> => {
    const after = cursor === undefined ? {} : { after: readCursor(cursor) };
    const wanted = { ...(q === undefined ? {} : { q }), ...(folder === undefined ? {} : { folder }), ...after };
    return await asMember(caller, async (tx) => {
      const rows = await readSavedReplies(tx, caller, { ...wanted, order: 'title', limit: PAGE + 1 });
      const page = rows.slice(0, PAGE);
      const last = page.at(-1);
      return {
        savedReplies: page,
        folders: await readFolders(tx, caller),
        nextCursor: rows.length > PAGE && last ? writeCursor(last) : null,
      };
    });
  },
);

async function readFolders(tx: Tx, { workspaceId }: Caller): Promise<{ name: string; count: number }[]> {
  return await tx.$queryRaw<{ name: string; count: number }[]>`
    SELECT "folder" AS "name", count(*)::int AS "count" FROM (
      SELECT "folder" FROM "saved_reply" WHERE "workspaceId" = ${workspaceId}::uuid
      UNION ALL SELECT "folder" FROM "organization_saved_reply"
      WHERE "organizationId" = (SELECT "organizationId" FROM "workspace" WHERE "id" = ${workspaceId}::uuid)
    ) AS r WHERE "folder" <> '' GROUP BY "folder" ORDER BY "folder"`;
}

const place = z.tuple([z.string().max(SAVED_FOLDER_LIMIT), z.string().max(SAVED_TITLE_LIMIT), z.uuid()]);

function writeCursor({ folder, title, id }: { folder: string; title: string; id: string }): string {
  return Buffer.from(JSON.stringify([folder, title, id])).toString('base64url');
}

function readCursor(cursor: string): { folder: string; title: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const parsed = z
    .string()
    .transform((json, context) => {
      try {
        return JSON.parse(json) as unknown;
      } catch {
        context.addIssue({ code: 'custom' });
        return z.NEVER;
      }
    })
    .pipe(place)
    .safeParse(text);
  if (!parsed.success) throw new Refusal('invalid', { field: 'cursor' });
  const [folder, title, id] = parsed.data;
  if (!folder.isWellFormed() || !title.isWellFormed() || `${folder}${title}`.includes('\u0000')) {
    throw new Refusal('invalid', { field: 'cursor' });
  }
  return { folder, title, id };
}
