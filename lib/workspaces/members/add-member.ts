import type { Role } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { type ChannelChoice, writeChannels } from './channel-choice.ts';

/**
 * Makes a user a member of the transaction's workspace; a former member becomes the same member again.
 * @param given.channelIds the channels to see, which exist; all when absent
 * @throws Refusal `already_exists` for a current member
 */
export async function addMember(
  tx: Tx,
  {
    workspaceId,
    userId,
    role,
    channelIds = null,
  }: { workspaceId: string; userId: string; role: Role; channelIds?: ChannelChoice },
): Promise<{ memberId: string }> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    insert into "member" as m ("workspaceId", "userId", "role") values (${workspaceId}::uuid, ${userId}::uuid, ${role}::"Role")
    on conflict ("workspaceId", "userId") do update set "role" = excluded."role", "removedAt" = null
    where m."removedAt" is not null
    returning m."id"`;
  if (!row) throw new Refusal('already_exists', { field: 'email' });
  await writeChannels(tx, { workspaceId, memberId: row.id, channelIds });
  return { memberId: row.id };
}
