import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { ApiKeyView } from '../types.ts';

/** The valid keys, newest first. */
export const listApiKeys = defineAct('api_keys.manage', async (caller): Promise<ApiKeyView[]> => {
  const rows = await asMember(caller, (tx) =>
    tx.apiKey.findMany({
      where: { workspaceId: caller.workspaceId, revokedAt: null },
      orderBy: { id: 'desc' },
      select: {
        id: true,
        name: true,
        prefix: true,
        createdAt: true,
        lastUsedAt: true,
        member: { select: { id: true, user: { select: { name: true } } } },
      },
    }),
  );
  return rows.map(({ member, createdAt, lastUsedAt, ...row }) => ({
    ...row,
    member: { id: member.id, name: member.user.name },
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
});
