import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { publishSignals } from './announce.ts';
import type { ItemAccess, PresenceState } from './types.ts';

type Input = { itemId: string; state: PresenceState };

/**
 * Records that the caller is viewing an item, writing in it, has it open idly, or has left. Browsers repeat it within 30 s
 * while it lasts; within 150 s while idle.
 * @throws Refusal `not_found`, also to a stranger
 */
export const setPresence = defineAct('items.read', async (caller, { itemId, state }: Input): Promise<void> => {
  const { workspaceId, memberId } = caller;
  const { name, ...item } = await asMember(caller, async (tx) => {
    const [found] = await tx.$queryRaw<({ name: string } & ItemAccess)[]>`
      SELECT u."name", i."channelId"::text, i."confidentialTo"::text[] FROM "item" i
      JOIN "member" m ON m."workspaceId" = i."workspaceId" AND m."id" = ${memberId}::uuid AND m."removedAt" IS NULL
      JOIN "user" u ON u."id" = m."userId"
      WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid`;
    if (!found) throw new Refusal('not_found');
    if (state === 'gone') {
      await tx.presence.deleteMany({ where: { workspaceId, memberId, itemId } });
    } else {
      const seen = { isWriting: state === 'writing', isIdle: state === 'idle', seenAt: new Date() };
      await tx.presence.upsert({
        where: { workspaceId_memberId_itemId: { workspaceId, memberId, itemId } },
        create: { workspaceId, memberId, itemId, ...seen },
        update: seen,
        select: { itemId: true },
      });
    }
    return found;
  });
  await publishSignals([
    {
      workspaceId,
      presence: { kind: 'presence', itemId, member: { id: memberId, name: shortened(name) }, state },
      item,
    },
  ]);
});

/** A Postgres notification must fit in 8,000 bytes. */
function shortened(name: string): string {
  return name.slice(0, 200);
}
