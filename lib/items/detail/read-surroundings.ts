import { may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { isPresent } from '#lib/realtime/is-present.ts';
import { undoRight } from '../undo-right.ts';
import type { NoteView } from '../notes/types.ts';
import type { HistoryEntry, ItemDetail, PostView, PresenceView } from '../types.ts';

/** How many history entries are shown, latest first. */
const HISTORY_LIMIT = 200;
/** How much of a quoted message a note shows, in characters. */
const QUOTE_LENGTH = 280;

/** The title of now, of a case that the reader sees: what is written into a history cannot be erased. */
const caseTitle = Prisma.sql`CASE WHEN h."details" ? 'caseId' THEN (
    SELECT k."title" FROM "item_case" k
    WHERE k."workspaceId" = h."workspaceId" AND k."id" = (h."details" ->> 'caseId')::uuid) END`;

type Raw = {
  post: Omit<PostView, 'language'> | null;
  notes: NoteView[] | null;
  history: HistoryEntry[] | null;
  presence: PresenceView[] | null;
};

/** Reads what belongs to an item besides its messages (post, notes, history, presence), in one statement. */
export async function readSurroundings(
  tx: Tx,
  caller: Caller,
  itemId: string,
): Promise<Pick<ItemDetail, 'post' | 'notes' | 'history' | 'presence'>> {
  const [row] = await tx.$queryRaw<Raw[]>(Prisma.sql`${prepared}
    SELECT to_json(post) AS "post", notes.list AS "notes", history.list AS "history", presence.list AS "presence"
    FROM "item" i
    LEFT JOIN LATERAL (
      SELECT p."id", p."text", p."url", p."authorName", p."authorHandle", p."authorAvatarUrl", p."isOwn", p."variant",
        p."attachments", p."counts", p."createdAt", p."deletedAt"
      FROM "post" p WHERE p."workspaceId" = i."workspaceId" AND p."id" = i."postId"
    ) post ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', n."id", 'text', n."text", 'language', n."language", 'createdAt', n."createdAt",
        'member', json_build_object('id', m."id", 'name', u."name"), 'guest', ng."guestName", 'editedAt', n."editedAt", 'mentions', coalesce(mentions.list, '[]'), 'files', coalesce(files.list, '[]'),
        'isForCase', n."caseId" IS NOT NULL, 'quote', CASE WHEN quoted."id" IS NOT NULL THEN json_build_object('messageId', quoted."id", 'author', quoted."author",
          'text', CASE WHEN quoted."deletedAt" IS NULL THEN left(quoted."text", ${QUOTE_LENGTH}::int) END) END
      ) ORDER BY n."createdAt", n."id") AS list
      FROM "note" n JOIN "member" m ON m."workspaceId" = n."workspaceId" AND m."id" = n."memberId"
      JOIN "user" u ON u."id" = m."userId"
      LEFT JOIN "guest_link" ng ON ng."workspaceId" = n."workspaceId" AND ng."id" = n."guestLinkId"
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('kind', CASE WHEN e."teamId" IS NULL THEN 'member' ELSE 'team' END,
          'id', coalesce(e."memberId", e."teamId"), 'name', coalesce(eu."name", et."name")) ORDER BY e."id") AS list
        FROM "note_mention" e LEFT JOIN "member" em ON em."workspaceId" = e."workspaceId" AND em."id" = e."memberId"
        LEFT JOIN "user" eu ON eu."id" = em."userId"
        LEFT JOIN "team" et ON et."workspaceId" = e."workspaceId" AND et."id" = e."teamId"
        WHERE e."workspaceId" = n."workspaceId" AND e."noteId" = n."id"
      ) mentions ON true
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('id', f."id", 'name', f."name", 'mimeType', f."mimeType", 'size', f."size")
          ORDER BY f."position", f."id") AS list
        FROM "note_file" f WHERE f."workspaceId" = n."workspaceId" AND f."noteId" = n."id"
      ) files ON true
      LEFT JOIN LATERAL (
        SELECT q."id", q."text", q."deletedAt", coalesce(qu."name", d."name") AS "author" FROM "message" q
        LEFT JOIN "identity" d ON d."workspaceId" = q."workspaceId" AND d."id" = q."identityId"
        LEFT JOIN "member" qm ON qm."workspaceId" = q."workspaceId" AND qm."id" = q."memberId"
        LEFT JOIN "user" qu ON qu."id" = qm."userId"
        WHERE q."workspaceId" = n."workspaceId" AND q."id" = n."quotedMessageId"
      ) quoted ON true
      WHERE n."workspaceId" = i."workspaceId" AND n."deletedAt" IS NULL AND n."id" IN (
        SELECT o."id" FROM "note" o WHERE o."workspaceId" = i."workspaceId" AND o."itemId" = i."id"
        UNION ALL SELECT o."id" FROM "note" o WHERE o."workspaceId" = i."workspaceId" AND o."caseId" = i."caseId")
    ) notes ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', h."id", 'act', h."act", 'actor', h."actor", 'details', h."details" || jsonb_strip_nulls(jsonb_build_object('undoes', h."undoesId", 'noteId', h."noteId", 'guest', hg."guestName", 'title', ${caseTitle})),
        'createdAt', h."createdAt", 'member', CASE WHEN m."id" IS NOT NULL THEN json_build_object('id', m."id", 'name', u."name") END,
        'canUndo', h."before" IS NOT NULL AND h."memberId" = ${caller.memberId}::uuid AND h."id" <> ALL (taken.ids)
      ) ORDER BY h."createdAt", h."id") AS list
      FROM (
        SELECT * FROM "item_history" e WHERE e."workspaceId" = i."workspaceId" AND e."itemId" = i."id"
        ORDER BY e."createdAt" DESC, e."id" DESC LIMIT ${HISTORY_LIMIT}
      ) h
      CROSS JOIN (
        SELECT coalesce(array_agg(e."undoesId"), '{}') AS ids FROM "item_history" e
        WHERE e."workspaceId" = i."workspaceId" AND e."itemId" = i."id" AND e."undoesId" IS NOT NULL
      ) taken
      LEFT JOIN "member" m ON m."workspaceId" = h."workspaceId" AND m."id" = h."memberId"
      LEFT JOIN "user" u ON u."id" = m."userId"
      LEFT JOIN "guest_link" hg ON hg."workspaceId" = h."workspaceId" AND hg."id" = (h."details" ->> 'guestLinkId')::uuid
    ) history ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('member', json_build_object('id', m."id", 'name', u."name"), 'itemId', s."itemId",
        'isWriting', s."isWriting", 'isIdle', s."isIdle") ORDER BY u."name") AS list
      FROM "presence" s JOIN "member" m ON m."workspaceId" = s."workspaceId" AND m."id" = s."memberId"
      JOIN "user" u ON u."id" = m."userId"
      WHERE s."workspaceId" = i."workspaceId" AND s."itemId" = i."id" AND s."memberId" <> ${caller.memberId}::uuid
        AND ${isPresent('s')}
    ) presence ON true
    WHERE i."id" = ${itemId}::uuid`);
  const iso = (moment: string) => new Date(moment).toISOString();
  const post = row?.post ?? null;
  return {
    post: post && {
      ...post,
      language: detectLanguage(post.text),
      createdAt: iso(post.createdAt),
      deletedAt: post.deletedAt === null ? null : iso(post.deletedAt),
    },
    notes: (row?.notes ?? []).map((note) => ({
      ...note,
      createdAt: iso(note.createdAt),
      editedAt: note.editedAt === null ? null : iso(note.editedAt),
    })),
    history: (row?.history ?? []).map((entry) => ({
      ...entry,
      createdAt: iso(entry.createdAt),
      canUndo: entry.canUndo && may(caller, undoRight(entry.act)),
    })),
    presence: row?.presence ?? [],
  };
}
