import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Revokes a key, from its next request on.
 * @throws Refusal `not_allowed`, `not_found`
 */
export const revokeApiKey = defineAct(
  'api_keys.manage',
  async (caller, { apiKeyId, now = new Date() }: { apiKeyId: string; now?: Date }): Promise<void> => {
    await asMember(
      caller,
      async (tx) => {
        const [key] = await tx.apiKey.updateManyAndReturn({
          where: { workspaceId: caller.workspaceId, id: apiKeyId, revokedAt: null },
          data: { revokedAt: now },
          select: { name: true, prefix: true },
        });
        if (!key) throw new Refusal('not_found');
        await recordAudit(tx, caller, { act: 'api_key_revoked', subject: key.name, details: { prefix: key.prefix } });
      },
      { keepsArchived: true },
    );
  },
);
