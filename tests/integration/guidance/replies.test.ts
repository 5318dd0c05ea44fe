import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { changeGuidance } from '#lib/guidance/change-guidance.ts';
import { getItemGuidance } from '#lib/guidance/get-item-guidance.ts';
import { lockGuidance } from '#lib/guidance/lock-guidance.ts';
import { withdrawGuidance } from '#lib/guidance/withdraw-guidance.ts';
import { listDrafts } from '#lib/items/drafts/list-drafts.ts';
import { saveDraft } from '#lib/items/drafts/save-draft.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { takeAction } from '#lib/outbox/attempts/take-action.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { holdChangedReplies } from '#lib/outbox/scheduled/hold-changed-replies.ts';
import { rescheduleReply } from '#lib/outbox/scheduled/reschedule-reply.ts';
import { database } from '#tests/support/owner-database.ts';
import { aLink, aWaitingTeam, decide } from '../guests/a-guest.ts';
import { comeDue, later, leave, schedule } from '../scheduled/support.ts';
import { aTeam, pin } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const seenBy = async (caller: Caller, itemId: string) => (await getItemGuidance(caller, { itemId })).seen;
const delivery = { words: ['livraison', 'delivery'] };

type Team = Awaited<ReturnType<typeof aTeam>>;
type One = { guidanceId: string; version: number };

const ways: { what: string; happen: (team: Team, one: One) => Promise<unknown> }[] = [
  { what: 'withdrawn', happen: async ({ lead }, one) => await withdrawGuidance(lead, one) },
  { what: 'changed', happen: async ({ lead }, one) => await changeGuidance(lead, { ...one, fr: 'Dites cinq jours.' }) },
  { what: 'pinned besides', happen: async ({ lead }) => await pin(lead, delivery, { fr: 'Ne promettez rien.' }) },
  {
    what: 'over',
    happen: async ({ workspaceId }, { guidanceId }) =>
      await database().prisma.guidance.update({
        where: { workspaceId_id: { workspaceId, id: guidanceId } },
        data: { startsAt: new Date(0), endsAt: new Date(Date.now() - 1) },
      }),
  },
];

describe('a scheduled reply that was written by guidance', () => {
  test.each(ways)('is held before its time when that is $what, until somebody confirms it', async ({ happen }) => {
    const team = await aTeam();
    const { brand, admin, lead, cm, itemId } = team;
    const one = await pin(lead, delivery);
    const { action } = await schedule(cm, { itemId });
    expect(await holdChangedReplies()).toBe(0);
    await happen(team, one);
    await Promise.all([holdChangedReplies(), holdChangedReplies()]);
    const held = await brand.action(action.id);
    expect(held).toMatchObject({ state: 'held', heldReason: 'guidance_changed' });
    expect((await listNotifications(cm)).notifications.map(({ kind }) => kind)).toContain('reply_held');
    expect(await leave(brand, action.id)).toMatchObject({ state: 'held' });
    expect(brand.answerTexts()).toEqual([]);

    const confirm = { actionId: action.id, version: held.scheduleVersion, scheduledFor: later(24) };
    // Not with what was read before the change.
    await expect(rescheduleReply(admin, { ...confirm, seenGuidance: held.guidance ?? '' })).rejects.toMatchObject({
      code: 'guidance_changed',
    });
    await rescheduleReply(admin, { ...confirm, seenGuidance: await seenBy(admin, itemId) });
    expect(await holdChangedReplies()).toBe(0);
    expect(await leave(brand, action.id)).toMatchObject({ state: 'done' });
  });

  test.each(ways)('is held by the worker that would send it when that is $what', async ({ happen }) => {
    const team = await aTeam();
    const one = await pin(team.lead, delivery);
    const { action } = await schedule(team.cm, { itemId: team.itemId });
    await happen(team, one);
    expect(await leave(team.brand, action.id)).toMatchObject({ state: 'held', heldReason: 'guidance_changed' });
    expect(team.brand.answerTexts()).toEqual([]);
  });

  test('is sent when other guidance changed, which does not hold for its item', async () => {
    const { brand, lead, cm, itemId } = await aTeam();
    const other = await pin(lead, { words: ['remboursement'] });
    await pin(lead, delivery);
    const { action } = await schedule(cm, { itemId });
    await withdrawGuidance(lead, other);
    expect(await holdChangedReplies()).toBe(0);
    expect(await leave(brand, action.id)).toMatchObject({ state: 'done' });
  });
});

describe('of a withdrawal and a scheduled reply whose time comes at the same moment, the one that locks first wins', () => {
  test('a withdrawal that has not committed yet holds the reply back, then holds it', async () => {
    const { brand, workspaceId, lead, cm, itemId } = await aTeam();
    const { guidanceId } = await pin(lead, delivery);
    const { action } = await schedule(cm, { itemId });
    await comeDue(brand, action.id);
    const { sending } = await inWorkspace(workspaceId, async (tx) => {
      await lockGuidance(tx, workspaceId);
      await tx.guidance.update({
        where: { workspaceId_id: { workspaceId, id: guidanceId } },
        data: { withdrawnAt: new Date(), version: 2 },
      });
      const begun = brand.send(action.id);
      await waitForLock('guidance');
      // In an object: a promise would be awaited, and the reply waits for this transaction.
      return { sending: begun };
    });
    await sending;
    expect(await brand.action(action.id)).toMatchObject({ state: 'held', heldReason: 'guidance_changed' });
    expect(brand.answerTexts()).toEqual([]);
  });

  test('a reply that is being taken lets the withdrawal wait, and leaves', async () => {
    const { brand, workspaceId, lead, cm, itemId } = await aTeam();
    const one = await pin(lead, delivery);
    const { action } = await schedule(cm, { itemId });
    await comeDue(brand, action.id);
    let isWithdrawn = false;
    const { withdrawing } = await inWorkspace(workspaceId, async (tx) => {
      const taken = await takeAction(tx, { workspaceId, actionId: action.id, leaseMs: 60_000 });
      expect(taken).toMatchObject({ heldReason: null });
      const begun = withdrawGuidance(lead, one).then(() => (isWithdrawn = true));
      await waitForLock('guidance');
      expect(isWithdrawn).toBe(false);
      return { withdrawing: begun };
    });
    await withdrawing;
    expect(await brand.action(action.id)).toMatchObject({ state: 'sending' });
  });

  test('in any order, none leaves once a withdrawal has returned', { timeout: 120_000 }, async () => {
    const { brand, workspaceId, lead, cm } = await aTeam();
    const ends = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const { itemId } = await brand.aComment(`Ma livraison ${round} ?`, { name: `fan${round}` });
      const one = await pin(lead, delivery);
      const { action } = await schedule(cm, { itemId, text: `Réponse ${round}` });
      await comeDue(brand, action.id);
      const [before] = await Promise.all([
        withdrawGuidance(lead, one).then(async () => (await brand.action(action.id)).state),
        brand.send(action.id),
      ]);
      const { state } = await brand.action(action.id);
      ends.add(state);
      expect(['held', 'done']).toContain(state);
      // What waited still when the withdrawal returned did not leave.
      if (before === 'scheduled' || before === 'held') expect(state).toBe('held');
    }
    expect(await database().prisma.guidance.count({ where: { workspaceId, withdrawnAt: null } })).toBe(0);
    expect(ends.size).toBeGreaterThan(0);
  });
});

test('a reply is refused that was written by other guidance than holds now', async () => {
  const { brand, lead, cm, itemId } = await aTeam();
  const none = await seenBy(cm, itemId);
  expect(none).toBe('');
  const one = await pin(lead, delivery);
  const text = 'Demain !';
  await expect(reply(cm, { itemId, text, seenGuidance: none })).rejects.toMatchObject({ code: 'guidance_changed' });
  const seen = await seenBy(cm, itemId);
  await withdrawGuidance(lead, one);
  await expect(reply(cm, { itemId, text, seenGuidance: seen })).rejects.toMatchObject({ code: 'guidance_changed' });
  await reply(cm, { itemId, text, seenGuidance: '' });
  expect(brand.answerTexts()).toEqual([]);
});

test('a reply that waits for an approval is approved only with the guidance that holds now', async () => {
  const { brand, workspaceId, lead, cm, itemId } = await aTeam();
  await database().prisma.approvalRule.create({ data: { workspaceId, name: 'Every reply' } });
  const one = await pin(lead, delivery);
  const { action } = await reply(cm, { itemId, text: 'Trois jours.' });
  const approval = await getApproval(lead, { actionId: action.id });
  expect(approval.guidance).toBe(await seenBy(lead, itemId));
  await withdrawGuidance(lead, one);
  const { digest } = approval;
  const approve = { actionId: action.id, digest };
  await expect(approveReply(lead, approve)).rejects.toMatchObject({ code: 'guidance_changed' });
  await expect(approveReply(lead, { ...approve, seenGuidance: approval.guidance ?? '' })).rejects.toMatchObject({
    code: 'guidance_changed',
  });
  expect(await brand.action(action.id)).toMatchObject({ state: 'awaiting_approval' });
  await approveReply(lead, { ...approve, seenGuidance: '' });
  await brand.send(action.id);
  expect(brand.answerTexts()).toEqual(['Trois jours.']);
});

test('a guest, who sees no guidance, cannot approve what was written by other guidance', async () => {
  const { lead, cm, aReply } = await aWaitingTeam();
  const one = await pin(lead, { words: ['colis'] });
  const { itemId, actionId } = await aReply();
  const { token } = await aLink(lead, { itemId, actionId });
  await withdrawGuidance(lead, one);
  await expect(decide(token, 'approved')).rejects.toMatchObject({ code: 'guidance_changed' });
  await editReply(cm, { actionId, text: 'Il arrive lundi.', seenGuidance: await seenBy(cm, itemId) });
  await decide(token, 'approved');
});

test('its author who has read the guidance of now corrects a waiting reply', async () => {
  const { brand, workspaceId, lead, cm, itemId } = await aTeam();
  await database().prisma.approvalRule.create({ data: { workspaceId, name: 'Every reply' } });
  const { action } = await reply(cm, { itemId, text: 'Trois jours.' });
  await pin(lead, delivery);
  await editReply(cm, { actionId: action.id, text: 'Cinq jours.', seenGuidance: await seenBy(cm, itemId) });
  const { digest } = await getApproval(lead, { actionId: action.id });
  await approveReply(lead, { actionId: action.id, digest });
  expect(await brand.action(action.id)).toMatchObject({ state: 'queued' });
});

test('a draft says by which guidance it was written, to its author and to colleagues, also when it was a reply before', async () => {
  const { lead, cm, colleague, itemId } = await aTeam();
  await pin(lead, delivery);
  const guidance = await seenBy(cm, itemId);
  const draft = {
    itemId,
    mode: 'reply' as const,
    version: crypto.randomUUID(),
    replaces: [],
    text: 'Trois…',
    guidance,
  };
  await saveDraft(cm, draft);
  expect((await listDrafts(cm, { itemId })).own).toMatchObject([{ guidance }]);
  expect((await listDrafts(colleague, { itemId })).others).toMatchObject([{ guidance }]);
  await saveDraft(cm, { ...draft, version: crypto.randomUUID(), replaces: [draft.version], text: '' });
  const { action } = await schedule(cm, { itemId });
  const returned = await cancelAction(cm, { actionId: action.id });
  expect(returned.draft).toMatchObject({ guidance });
});

/** Resolves once a statement waits for an advisory lock. */
async function waitForLock(what: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const [row] = await database().prisma.$queryRaw<{ n: number }[]>`
          SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
        return row?.n ?? 0;
      },
      { message: `nothing waits for the lock of the ${what}`, timeout: 10_000 },
    )
    .toBeGreaterThan(0);
}
