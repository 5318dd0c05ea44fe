import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { PresenceView } from './types.ts';
import { PRESENCE_MS } from './types.ts';

/** Who else looks at the item or writes in it now, by name. An unknown item has nobody. */
export async function listPresence(caller: Caller, { itemId }: { itemId: string }): Promise<PresenceView[]> {
  allow(caller, 'items.read');
  const { workspaceId, memberId } = caller;
  const rows = await inWorkspace(
    workspaceId,
    async (tx) =>
      await tx.$queryRaw<{ id: string; name: string; isWriting: boolean }[]>`
      SELECT m."id", u."name", p."isWriting" FROM "presence" p
      JOIN "member" m ON m."workspaceId" = p."workspaceId" AND m."id" = p."memberId"
      JOIN "user" u ON u."id" = m."userId"
      WHERE p."workspaceId" = ${workspaceId}::uuid AND p."itemId" = ${itemId}::uuid AND p."memberId" <> ${memberId}::uuid
        AND p."seenAt" > now() - make_interval(secs => ${PRESENCE_MS / 1000})
      ORDER BY u."name", m."id"`,
  );
  return rows.map(({ id, name, isWriting }) => ({ member: { id, name }, itemId, isWriting }));
}
