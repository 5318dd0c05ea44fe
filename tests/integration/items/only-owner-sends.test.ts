import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { saveDraft } from '#lib/items/drafts/save-draft.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';
import { aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

process.env.PARVIS_UNDO_SECONDS = '5';

async function anOwnedItem({ onlyOwnerSends = true } = {}) {
  const { workspaceId, admin } = await aWorkspace();
  if (onlyOwnerSends) await editGuardRails(admin, { ...noGuardRails, onlyOwnerSends });
  const [ines, karim] = await Promise.all([
    aMember({ workspaceId, name: 'Inès' }),
    aMember({ workspaceId, name: 'Karim' }),
  ]);
  const lead = await aMember({ workspaceId, role: 'lead', name: 'Zoé' });
  const { id: itemId } = await anItem({ workspaceId });
  await aMessage({ workspaceId, itemId });
  await assignItem(lead, { itemId, ownerId: ines.memberId, contributorIds: [karim.memberId] });
  const sends = async (caller: Caller) => await reply(caller, { itemId, text: 'Bonjour' });
  return { workspaceId, admin, lead, ines, karim, itemId, sends };
}

describe('where only the owner of an item sends', () => {
  test('contributors, leads and admins draft and are told whose item it is; the owner sends', async () => {
    const { admin, lead, ines, karim, itemId, sends } = await anOwnedItem();
    for (const caller of [karim, lead, admin]) {
      const draft = { itemId, mode: 'reply', version: crypto.randomUUID(), replaces: [], text: 'Bonjour' } as const;
      await saveDraft(caller, draft);
      await expect(sends(caller)).rejects.toMatchObject({
        code: 'only_owner_sends',
        values: { owner: { id: ines.memberId, name: 'Inès' } },
      });
    }
    expect((await sends(ines)).action.state).toBe('queued');
  });

  test('a lead sends after taking the item, and whoever answers a free item owns it', async () => {
    const { workspaceId, lead, karim, itemId, sends } = await anOwnedItem();
    await assignItem(lead, { itemId, ownerId: lead.memberId });
    await sends(lead);
    const free = await anItem({ workspaceId });
    await aMessage({ workspaceId, itemId: free.id });
    const { item } = await reply(karim, { itemId: free.id, text: 'Bonjour' });
    expect(item.owner?.id).toBe(karim.memberId);
  });

  test('a failed reply is sent again by the owner only', async () => {
    const { workspaceId, ines, karim, sends } = await anOwnedItem();
    const { action } = await sends(ines);
    const where = { workspaceId_id: { workspaceId, id: action.id } };
    await database().prisma.action.update({ where, data: { state: 'failed' } });
    await expect(retryAction(karim, { actionId: action.id })).rejects.toMatchObject({ code: 'only_owner_sends' });
    expect((await database().prisma.action.findUniqueOrThrow({ where })).state).toBe('failed');
    await retryAction(ines, { actionId: action.id });
  });

  test('of a reply and a hand-over at the same moment, the reply is the owner’s of that moment or refused', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { workspaceId, ines, karim, itemId, sends } = await anOwnedItem();
      await claimItem(ines, { itemId });
      const given = handOver(ines, { itemId, memberId: karim.memberId });
      const [, before, after] = await Promise.allSettled([given, sends(ines), sends(karim)]);
      const history = await database().prisma.itemHistory.findMany({
        where: { workspaceId, itemId, act: { in: ['handed_over', 'reply_queued', 'replied'] } },
        orderBy: { id: 'asc' },
        select: { act: true, memberId: true },
      });
      const place = history.findIndex(({ act }) => act === 'handed_over');
      for (const [index, { act, memberId }] of history.entries()) {
        if (act !== 'handed_over') expect(memberId).toBe(index < place ? ines.memberId : karim.memberId);
      }
      for (const sent of [before, after]) {
        if (sent?.status === 'rejected') expect(sent.reason).toMatchObject({ code: 'only_owner_sends' });
      }
    }
  });

  test('a brand that does not insist lets contributors and leads send', async () => {
    const { lead, karim, sends } = await anOwnedItem({ onlyOwnerSends: false });
    await sends(karim);
    await sends(lead);
  });
});
