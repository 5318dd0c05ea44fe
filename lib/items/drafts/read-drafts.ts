import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { ColleagueDraft, DraftMode, DraftView } from './types.ts';

type RawDraft = Omit<DraftView, 'target' | 'handedBy' | 'updatedAt'> & {
  targetId: string | null;
  targetEditedAt: Date | null;
  handedById: string | null;
  handedByName: string | null;
  updatedAt: Date;
};

/** The caller's own drafts in an item. */
export async function readOwnDrafts(tx: Tx, { workspaceId, memberId }: Caller, itemId: string): Promise<DraftView[]> {
  const rows = await tx.$queryRaw<RawDraft[]>`
    SELECT d."mode", d."version"::text, d."text", d."targetId"::text, d."targetEditedAt", d."guidance", d."updatedAt",
      d."handedById"::text, u."name" AS "handedByName", uploads.list AS "attachments"
    FROM "draft" d
    LEFT JOIN "member" m ON m."workspaceId" = d."workspaceId" AND m."id" = d."handedById"
    LEFT JOIN "user" u ON u."id" = m."userId"
    LEFT JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('id', a."id", 'altText', a."altText")
        ORDER BY array_position(d."attachmentIds", a."id")), '[]') AS list
      FROM (
        SELECT "id", "altText" FROM "attachment" WHERE d."mode" <> 'note' AND "workspaceId" = d."workspaceId"
          AND "id" = ANY(d."attachmentIds") AND "messageId" IS NULL AND "uploaderId" = d."memberId"
        UNION ALL SELECT "id", "name" FROM "note_file" WHERE d."mode" = 'note' AND "workspaceId" = d."workspaceId"
          AND "id" = ANY(d."attachmentIds") AND "noteId" IS NULL AND "uploaderId" = d."memberId"
      ) AS a
    ) uploads ON true
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."itemId" = ${itemId}::uuid AND d."memberId" = ${memberId}::uuid
    ORDER BY d."mode"`;
  return rows.map(({ targetId, targetEditedAt, handedById, handedByName, updatedAt, ...draft }) => ({
    ...draft,
    target: targetId === null ? null : { id: targetId, editedAt: targetEditedAt?.toISOString() ?? null },
    handedBy: handedById === null ? null : { id: handedById, name: handedByName ?? '' },
    updatedAt: updatedAt.toISOString(),
  }));
}

/** @returns null when the caller writes nothing there */
export async function readOwnDraft(
  tx: Tx,
  caller: Caller,
  { itemId, mode }: { itemId: string; mode: DraftMode },
): Promise<DraftView | null> {
  return (await readOwnDrafts(tx, caller, itemId)).find((draft) => draft.mode === mode) ?? null;
}

type RawColleagueDraft = Omit<ColleagueDraft, 'member' | 'updatedAt'> & { id: string; name: string; updatedAt: Date };

/** What others write in an item, the latest first. */
export async function readColleagueDrafts(
  tx: Tx,
  { workspaceId, memberId }: Caller,
  itemId: string,
): Promise<ColleagueDraft[]> {
  const rows = await tx.$queryRaw<RawColleagueDraft[]>`
    SELECT m."id"::text, u."name", d."mode", d."version"::text, d."text", d."guidance", d."updatedAt"
    FROM "draft" d
    JOIN "member" m ON m."workspaceId" = d."workspaceId" AND m."id" = d."memberId" AND m."removedAt" IS NULL
    JOIN "user" u ON u."id" = m."userId"
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."itemId" = ${itemId}::uuid AND d."memberId" <> ${memberId}::uuid
      AND d."mode" <> 'note' AND d."text" <> ''
    ORDER BY d."updatedAt" DESC, m."id"`;
  return rows.map(({ id, name, updatedAt, ...draft }) => ({
    ...draft,
    member: { id, name },
    updatedAt: updatedAt.toISOString(),
  }));
}
