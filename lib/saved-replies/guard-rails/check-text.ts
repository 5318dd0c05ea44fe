import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import type { Finding } from '../types.ts';
import { lookAtReply } from './apply-guard-rails.ts';

type Input = { itemId: string; text: string };

/**
 * What would happen to a reply if it were sent now. Nothing is sent or stored.
 * @returns the text with its typography and signature, and what the guard-rails find in it
 * @throws Refusal `not_found`
 */
export const checkReplyText = defineAct(
  'replies.write',
  async (caller, { itemId, text }: Input): Promise<{ text: string; findings: Finding[] }> => {
    return await asMember(caller, async (tx) => {
      const { text: finished, findings } = await lookAtReply(tx, caller, { itemId: uuid(itemId), text });
      return { text: finished, findings };
    });
  },
);
