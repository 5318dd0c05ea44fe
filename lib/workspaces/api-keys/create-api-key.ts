import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { type IssuedKey, issueApiKey } from './issue-api-key.ts';
import { recordAudit } from '../record-audit.ts';
import { KEY_NAME_LIMIT } from '../types.ts';

const keyName = z.string().trim().min(1).max(KEY_NAME_LIMIT);

type Input = { name: string };

/**
 * Creates a key that acts as the caller. It is shown only once.
 * @throws Refusal `not_allowed`, `invalid`, `quota_reached`
 */
export const createApiKey = defineAct('api_keys.manage', async (caller, { name }: Input): Promise<IssuedKey> => {
  const parsed = keyName.safeParse(name);
  if (!parsed.success) throw new Refusal('invalid', { field: 'name' });
  return await asMember(caller, async (tx) => {
    const issued = await issueApiKey(tx, { ...caller, name: parsed.data });
    await recordAudit(tx, caller, { act: 'api_key_created', subject: parsed.data, details: { prefix: issued.prefix } });
    return issued;
  });
});
