import type { Tx } from '#lib/db/tx.ts';
import type { Receiver } from './may-receive.ts';

/**
 * The members with these ids who are still here, with what decides whether they may receive an item. Until the transaction
 * ends, none of them loses a channel, their role or their membership. To be called before items are locked: whoever takes
 * a channel away locks the member first, then the items.
 */
export async function readReceivers(tx: Tx, memberIds: readonly string[]): Promise<Receiver[]> {
  if (memberIds.length === 0) return [];
  await tx.$queryRaw`SELECT FROM "member" WHERE "id" = ANY(${[...memberIds]}::uuid[]) ORDER BY "id" FOR SHARE`;
  return await tx.$queryRaw<Receiver[]>`
    SELECT m."id"::text, u."name", m."role"::text, channels_of_member(m."workspaceId", m."id")::text[] AS "channelIds"
    FROM "member" m JOIN "user" u ON u."id" = m."userId"
    WHERE m."id" = ANY(${[...memberIds]}::uuid[]) AND m."removedAt" IS NULL`;
}
