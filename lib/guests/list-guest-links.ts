import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { readItemRow } from '#lib/items/list/read-item-rows.ts';
import type { GuestLinkView } from './types.ts';

type Moments = 'createdAt' | 'expiresAt' | 'openedAt' | 'answeredAt';
type Row = Omit<GuestLinkView, Moments> & {
  createdAt: Date;
  expiresAt: Date;
  openedAt: Date | null;
  answeredAt: Date | null;
};

/**
 * The links that were made for one item, latest first.
 * @throws Refusal `not_found`
 */
export const listGuestLinks = defineAct(
  'items.read',
  async (caller, { itemId }: { itemId: string }): Promise<GuestLinkView[]> => {
    const id = uuid(itemId);
    const rows = await asMember(caller, async (tx) => {
      await readItemRow(tx, caller, id);
      return await tx.$queryRaw<Row[]>(Prisma.sql`
        SELECT g."id"::text, g."actionId"::text, g."question", g."guestName", g."email", g."language", g."createdAt",
          g."expiresAt", g."openedAt", g."answeredAt", g."answer", json_build_object('id', m."id", 'name', u."name") AS "member",
          CASE WHEN g."answeredAt" IS NOT NULL THEN 'answered' WHEN g."revokedAt" IS NOT NULL THEN 'revoked'
            WHEN g."expiresAt" <= now() THEN 'expired' WHEN m."removedAt" IS NOT NULL THEN 'ended' ELSE 'open' END AS "state"
        FROM "guest_link" g
        JOIN "member" m ON m."workspaceId" = g."workspaceId" AND m."id" = g."memberId"
        JOIN "user" u ON u."id" = m."userId"
        WHERE g."workspaceId" = ${caller.workspaceId}::uuid AND g."itemId" = ${id}::uuid
        ORDER BY g."createdAt" DESC, g."id" DESC`);
    });
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      openedAt: row.openedAt?.toISOString() ?? null,
      answeredAt: row.answeredAt?.toISOString() ?? null,
    }));
  },
);
