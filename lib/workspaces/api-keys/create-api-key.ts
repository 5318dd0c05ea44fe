import { z } from 'zod';
import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { type IssuedKey, issueApiKey } from './issue-api-key.ts';
import { recordAudit } from '../record-audit.ts';
import { KEY_NAME_LIMIT } from '../types.ts';

const keyName = z.string().trim().min(1).max(KEY_NAME_LIMIT);

/**
 * Creates a key that acts as the caller. It is shown only once.
 * @throws Refusal `not_allowed`, `invalid`, `quota_reached`
 */
export async function createApiKey(caller: Caller, { name }: { name: string }): Promise<IssuedKey> {
  allow(caller, 'api_keys.manage');
  const parsed = keyName.safeParse(name);
  if (!parsed.success) throw new Refusal('invalid', { field: 'name' });
  return await inWorkspace(caller.workspaceId, async (tx) => {
    const issued = await issueApiKey(tx, { ...caller, name: parsed.data });
    await recordAudit(tx, caller, { act: 'api_key_created', subject: parsed.data, details: { prefix: issued.prefix } });
    return issued;
  });
}
