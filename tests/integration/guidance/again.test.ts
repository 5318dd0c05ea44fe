import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { getItemGuidance } from '#lib/guidance/get-item-guidance.ts';
import { withdrawGuidance } from '#lib/guidance/withdraw-guidance.ts';
import { saveDraft } from '#lib/items/drafts/save-draft.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { database } from '#tests/support/owner-database.ts';
import { aTeam, pin } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '60';

const seenBy = async (caller: Caller, itemId: string) => (await getItemGuidance(caller, { itemId })).seen;
const delivery = { words: ['livraison', 'delivery'] };

test('a reply that failed is not sent again by other guidance', async () => {
  const { workspaceId, lead, cm, itemId, brand } = await aTeam();
  const one = await pin(lead, delivery);
  const { action } = await reply(cm, { itemId, text: 'Trois jours.' });
  const fail = { state: 'failed', errorKind: 'refused', finishedAt: new Date() } as const;
  await database().prisma.action.updateMany({ where: { workspaceId, id: action.id }, data: fail });
  await withdrawGuidance(lead, one);
  await expect(retryAction(cm, { actionId: action.id })).rejects.toMatchObject({ code: 'guidance_changed' });
  expect(await brand.action(action.id)).toMatchObject({ state: 'failed' });
});

test('who corrects a reply without saying what they have read has read what it was written by', async () => {
  const { lead, cm, itemId } = await aTeam();
  const one = await pin(lead, delivery);
  const { action } = await reply(cm, { itemId, text: 'Trois jours.' });
  await withdrawGuidance(lead, one);
  const corrected = { actionId: action.id, text: 'Trois jours !' };
  await expect(editReply(cm, corrected)).rejects.toMatchObject({ code: 'guidance_changed' });
  await editReply(cm, { ...corrected, seenGuidance: await seenBy(cm, itemId) });
});

test('a draft that is joined of two texts by different guidance is by none that holds', async () => {
  const { lead, cm, itemId } = await aTeam();
  const { action } = await reply(cm, { itemId, text: 'Trois jours.' });
  await pin(lead, delivery);
  const guidance = await seenBy(cm, itemId);
  await saveDraft(cm, { itemId, mode: 'reply', version: randomUUID(), text: 'Cinq.', guidance, replaces: [] });
  const { draft } = await cancelAction(cm, { actionId: action.id });
  expect(draft?.text).toBe('Trois jours.\n\nCinq.');
  expect(draft?.guidance).not.toBe(guidance);
});
