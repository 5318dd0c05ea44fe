import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { type Moves, reachable, refusedOnly as refusedExpectedly } from '#tests/support/races.ts';
import { sendAndDie } from '#tests/support/send-without-recording.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

/** What people and workers do to one reply; several at the same moment. */
const deeds = [
  'approve',
  'approve by another',
  'send back',
  'correct',
  'take back',
  'try again',
  'send',
  'a worker dies after sending',
  'the lease ends',
] as const;
type Deed = (typeof deeds)[number];

/** From which state to which a deed may move a reply. */
const moves: Moves = {
  awaiting_approval: ['queued', 'sent_back', 'cancelled'],
  queued: ['sending', 'awaiting_approval', 'sent_back', 'cancelled', 'done', 'queued'],
  sending: ['done', 'queued', 'awaiting_approval', 'failed', 'unconfirmed'],
  sent_back: ['awaiting_approval', 'queued', 'cancelled'],
  failed: ['queued', 'awaiting_approval', 'cancelled'],
  unconfirmed: ['queued', 'awaiting_approval', 'done'],
  done: [],
  cancelled: [],
};

/** The refusals that people meet who come too late. Anything else is a bug. */
const expected = new Set([
  'not_awaiting',
  'reply_changed',
  'too_late_to_undo',
  'conflict',
  'not_approver',
  'not_found',
]);

const refusedOnly = async (work: () => Promise<unknown>) => await refusedExpectedly(expected, work);

test('whatever people and workers do at once to a reply, it is sent once at most, and only as somebody approved it', async () => {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const cm = await aMember({ workspaceId, name: 'Camille' });
  const lead = await aMember({ workspaceId, role: 'lead', name: 'Ali' });
  await createApprovalRule(admin, {
    name: 'Every reply',
    channelId: null,
    tagId: null,
    kind: null,
    maxRating: null,
    authorId: null,
    authorRole: null,
    newDays: null,
    newReplies: null,
    approverId: null,
    approverTeamId: null,
  });
  let round = 0;
  const moments = fc.array(fc.array(fc.constantFrom(...deeds), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(moments, async (together) => {
      round += 1;
      const { itemId, uri } = await brand.aComment(`Question ${round}`, { name: `fan${round}` });
      const first = `Réponse ${round}`;
      const { action } = await reply(cm, { itemId, text: first });
      const actionId = action.id;
      const approved = new Set<string>();
      let edits = 0;
      const approveAs = async (caller: typeof cm) => {
        const { digest, text } = await getApproval(caller, { actionId });
        if (await refusedOnly(() => approveReply(caller, { actionId, digest }))) approved.add(text);
      };
      const acts: Record<Deed, () => Promise<unknown>> = {
        approve: () => approveAs(admin),
        'approve by another': () => approveAs(lead),
        'send back': () => sendBack(lead, { actionId, word: '' }),
        correct: () => {
          edits += 1;
          return editReply(cm, { actionId, text: `${first}, corrigée ${edits}` });
        },
        'take back': () => cancelAction(cm, { actionId }),
        'try again': () => retryAction(cm, { actionId }),
        send: () => brand.send(actionId),
        'a worker dies after sending': () => sendAndDie(brand, actionId).catch(() => undefined),
        'the lease ends': () => brand.wait(actionId),
      };
      for (const now of together) {
        const before = (await brand.action(actionId)).state;
        await Promise.all(now.map((deed) => refusedOnly(acts[deed])));
        const { state } = await brand.action(actionId);
        expect([...reachable(moves, before, now.length * 2)], `${before} → ${state}: ${now.join(', ')}`).toContain(
          state,
        );
        expect((await brand.item(itemId)).awaitingApprovals).toBe(Number(state === 'awaiting_approval'));
      }
      const sent = brand.answers().filter(({ value }) => JSON.stringify(value.reply).includes(uri));
      expect(sent.length).toBeLessThanOrEqual(1);
      for (const { value } of sent) expect([...approved]).toContain(String(value.text));
    }),
    { numRuns: 60 },
  );
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('of two who approve at once one does, and the author who takes back meanwhile gets the item as it was', async () => {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const cm = await aMember({ workspaceId, name: 'Camille' });
  const lead = await aMember({ workspaceId, role: 'lead', name: 'Ali' });
  const { prisma } = database();
  await prisma.approvalRule.create({ data: { workspaceId, name: 'Every reply' } });
  for (let round = 0; round < 12; round += 1) {
    const { itemId } = await brand.aComment(`Question ${round}`, { name: `fan${round}` });
    const { action } = await reply(cm, { itemId, text: `Réponse ${round}`, resolve: true });
    const { digest } = await getApproval(admin, { actionId: action.id });
    const approve = (caller: typeof cm) => refusedOnly(() => approveReply(caller, { actionId: action.id, digest }));
    const [one, two, isTakenBack] = await Promise.all([
      approve(admin),
      approve(lead),
      refusedOnly(() => cancelAction(cm, { actionId: action.id })),
    ]);
    expect(one && two).toBe(false);
    expect(isTakenBack).toBe(true);
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', awaitingApprovals: 0 });
    await brand.send(action.id);
  }
  expect(brand.answers()).toEqual([]);
  expect(await checkCounters(workspaceId)).toEqual([]);
});
