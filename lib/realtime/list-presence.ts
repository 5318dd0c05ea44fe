import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';

import { Refusal } from '#lib/refusal.ts';
import { isPresent } from './is-present.ts';
import type { PresenceView } from './types.ts';

type Input = { itemId: string };

/**
 * Lists who else is viewing the item or writing in it now, or has it open idly, sorted by name.
 * @throws Refusal `not_found`
 */
export const listPresence = defineAct('items.read', async (caller, { itemId }: Input): Promise<PresenceView[]> => {
  const { workspaceId, memberId } = caller;
  const rows = await asMember(
    caller,
    async (tx) =>
      await tx.$queryRaw<{ id: string | null; name: string; isWriting: boolean; isIdle: boolean }[]>`
      SELECT m."id", u."name", p."isWriting", p."isIdle" FROM "item" i
      LEFT JOIN "presence" p ON p."workspaceId" = i."workspaceId" AND p."itemId" = i."id" AND p."memberId" <> ${memberId}::uuid
        AND ${isPresent('p')}
      LEFT JOIN "member" m ON m."workspaceId" = p."workspaceId" AND m."id" = p."memberId"
      LEFT JOIN "user" u ON u."id" = m."userId"
      WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid
      ORDER BY u."name", m."id"`,
  );
  if (rows.length === 0) throw new Refusal('not_found');
  return rows.flatMap(({ id, name, isWriting, isIdle }) =>
    id === null ? [] : [{ member: { id, name }, itemId, isWriting, isIdle }],
  );
});
