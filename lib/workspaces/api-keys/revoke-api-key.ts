import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Revokes a key, from its next request on.
 * @throws Refusal `not_allowed`, `not_found`
 */
export async function revokeApiKey(
  caller: Caller,
  { apiKeyId, now = new Date() }: { apiKeyId: string; now?: Date },
): Promise<void> {
  allow(caller, 'api_keys.manage');
  await inWorkspace(caller.workspaceId, async (tx) => {
    const [key] = await tx.apiKey.updateManyAndReturn({
      where: { workspaceId: caller.workspaceId, id: apiKeyId, revokedAt: null },
      data: { revokedAt: now },
      select: { name: true, prefix: true },
    });
    if (!key) throw new Refusal('not_found');
    await recordAudit(tx, caller, { act: 'api_key_revoked', subject: key.name, details: { prefix: key.prefix } });
  });
}
