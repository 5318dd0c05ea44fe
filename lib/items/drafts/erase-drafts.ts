import type { Tx } from '#lib/db/tx.ts';

/** Erases what is being written as an answer to these messages: it may repeat what they said. */
export async function eraseDraftsTo(tx: Tx, workspaceId: string, messageIds: readonly string[]): Promise<void> {
  await tx.draft.deleteMany({ where: { workspaceId, targetId: { in: [...messageIds] } } });
}

/** Erases what is being written in the items of these people, notes included. */
export async function eraseDraftsAbout(tx: Tx, workspaceId: string, identityIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "draft" d USING "item" i, "identity" p
    WHERE d."workspaceId" = ${workspaceId}::uuid AND i."workspaceId" = d."workspaceId" AND i."id" = d."itemId"
      AND p."workspaceId" = i."workspaceId" AND p."contactId" = i."contactId" AND p."id" = ANY(${[...identityIds]}::uuid[])`;
}
