import type { Role } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Makes a user a member of the transaction's workspace; a former member becomes the same member again.
 * @throws Refusal `already_exists` for a current member
 */
export async function addMember(
  tx: Tx,
  { workspaceId, userId, role }: { workspaceId: string; userId: string; role: Role },
): Promise<{ memberId: string }> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    insert into "member" as m ("workspaceId", "userId", "role") values (${workspaceId}::uuid, ${userId}::uuid, ${role}::"Role")
    on conflict ("workspaceId", "userId") do update set "role" = excluded."role", "removedAt" = null
    where m."removedAt" is not null
    returning m."id"`;
  if (!row) throw new Refusal('already_exists', { field: 'email' });
  return { memberId: row.id };
}
