import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { holdChangedReplies } from '#lib/outbox/scheduled/hold-changed-replies.ts';
import { rescheduleReply } from '#lib/outbox/scheduled/reschedule-reply.ts';
import { aBrand, type Brand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { type Moves, reachable, refusedOnly as refusedExpectedly } from '#tests/support/races.ts';
import { sendAndDie } from '#tests/support/send-without-recording.ts';
import { later, schedule } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

/** What people, workers and the author of the message do around one scheduled reply; several at the same moment. */
const deeds = [
  'the author writes',
  'the time comes',
  'a worker sends at its time',
  'a worker sends',
  'a worker dies after sending',
  'the lease ends',
  'the sweep looks',
  'change the time',
  'change the text',
  'send now',
  'remove',
  'approve',
] as const;
type Deed = (typeof deeds)[number];

const whereNext = ['scheduled', 'queued', 'awaiting_approval', 'held', 'cancelled'];
/** From which state to which a deed may move a reply. */
const moves: Moves = {
  scheduled: ['sending', ...whereNext],
  held: ['scheduled', 'queued', 'awaiting_approval', 'cancelled'],
  awaiting_approval: ['queued', 'scheduled', 'held', 'cancelled'],
  queued: ['sending', 'held', 'awaiting_approval', 'cancelled'],
  sending: ['done', 'queued', 'held', 'awaiting_approval', 'failed', 'unconfirmed'],
  failed: ['cancelled'],
  unconfirmed: [],
  done: [],
  cancelled: [],
};

/** The refusals that people meet who come too late. Anything else is a bug. */
const expected = new Set([
  'not_scheduled',
  'schedule_changed',
  'too_late_to_undo',
  'not_awaiting',
  'not_author',
  'own_reply',
  'reply_changed',
  'not_found',
]);

/** Pulls once more when a pull of the round before had left something for later. */
async function aQuestion(brand: Brand, round: number) {
  const uri = brand.fanWrites(`Question ${round}`, { name: `fan${round}` });
  await brand.pull();
  await brand.pull();
  return { uri, ...(await brand.messageAt(uri)) };
}

const refusedOnly = async (work: () => Promise<unknown>) => await refusedExpectedly(expected, work);

test.each([false, true])(
  'whatever happens at once around a scheduled reply, it is sent once at most, and only by who had read all (approval: %s)',
  { timeout: 300_000 },
  async (needsApproval) => {
    const brand = await aBrand();
    const { workspaceId, admin } = brand;
    const cm = await aMember({ workspaceId, name: 'Camille' });
    const lead = await aMember({ workspaceId, role: 'lead', name: 'Ali' });
    const { prisma } = database();
    if (needsApproval) await prisma.approvalRule.create({ data: { workspaceId, name: 'Every reply' } });
    let round = 0;
    const moments = fc.array(fc.array(fc.constantFrom(...deeds), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 7,
    });
    await fc.assert(
      fc.asyncProperty(moments, async (together) => {
        round += 1;
        const { itemId, uri } = await aQuestion(brand, round);
        const { action } = await schedule(cm, { itemId, text: `Réponse ${round}` });
        const actionId = action.id;
        const texts = new Set([`Réponse ${round}`]);
        const approved = new Set<string>();
        let edits = 0;
        const change = async (caller: Caller, scheduledFor: Date | null, text?: string) => {
          const { scheduleVersion: version } = await brand.action(actionId);
          if (text !== undefined) texts.add(text);
          await rescheduleReply(caller, { actionId, version, scheduledFor, ...(text === undefined ? {} : { text }) });
        };
        const comeDue = () =>
          prisma.$executeRaw`
            UPDATE "action" SET "dueAt" = now() - interval '1 second' WHERE "id" = ${actionId}::uuid`;
        const approve = async () => {
          const { digest, text } = await getApproval(lead, { actionId });
          await approveReply(lead, { actionId, digest });
          approved.add(text);
        };
        const acts: Record<Deed, () => Promise<unknown>> = {
          'the author writes': async () => {
            brand.fanWrites('Encore moi', { name: `fan${round}`, parent: uri });
            await brand.pull();
          },
          'the time comes': comeDue,
          'a worker sends at its time': async () => {
            await comeDue();
            await brand.send(actionId);
          },
          'a worker sends': () => brand.send(actionId),
          'a worker dies after sending': () => sendAndDie(brand, actionId).catch(() => undefined),
          'the lease ends': () =>
            prisma.$executeRaw`
              UPDATE "action" SET "leaseUntil" = now() - interval '1 second' WHERE "id" = ${actionId}::uuid`,
          'the sweep looks': () => holdChangedReplies(),
          'change the time': () => change(lead, later(48)),
          'change the text': () => change(admin, later(48), `Réponse ${round}, corrigée ${(edits += 1)}`),
          'send now': () => change(cm, null),
          remove: () => cancelAction(cm, { actionId }),
          approve,
        };
        if (needsApproval) await approve();
        for (const now of together) {
          const before = (await brand.action(actionId)).state;
          await Promise.all(now.map((deed) => refusedOnly(acts[deed])));
          const { state, scheduledFor, heldReason } = await brand.action(actionId);
          expect([...reachable(moves, before, now.length * 2)], `${before} → ${state}: ${now.join(', ')}`).toContain(
            state,
          );
          expect(heldReason !== null).toBe(state === 'held');
          if (state === 'scheduled') expect(scheduledFor).not.toBeNull();
          const { scheduledReplies } = await brand.item(itemId);
          expect(scheduledReplies, state).toBe(Number(state === 'scheduled' || state === 'held'));
        }
        const sent = brand.answers().filter(({ value }) => JSON.stringify(value.reply).includes(uri));
        expect(sent.length).toBeLessThanOrEqual(1);
        for (const { value } of sent) expect([...(needsApproval ? approved : texts)]).toContain(String(value.text));
      }),
      { numRuns: 40 },
    );
    expect(await checkCounters(workspaceId)).toEqual([]);
  },
);

test('of the author who writes at the very moment and the worker that sends, the one who comes first decides', async () => {
  const brand = await aBrand();
  const { admin } = brand;
  const outcomes = new Set<string>();
  for (let round = 0; round < 12; round += 1) {
    const { itemId, uri } = await brand.aComment(`Question ${round}`, { name: `fan${round}` });
    const { action } = await schedule(admin, { itemId, text: `Réponse ${round}` });
    await database().prisma.action.updateMany({ where: { id: action.id }, data: { dueAt: new Date(Date.now() - 1) } });
    brand.fanWrites('Encore moi', { name: `fan${round}`, parent: uri });
    await Promise.all([brand.pull(), brand.send(action.id)]);
    const { state, heldReason } = await brand.action(action.id);
    outcomes.add(state);
    if (state === 'held') expect(heldReason).toBe('author_wrote');
    else expect(state).toBe('done');
    const sent = brand.answers().filter(({ value }) => JSON.stringify(value.reply).includes(uri));
    expect(sent).toHaveLength(Number(state === 'done'));
    // Whatever comes first, the new message is in the queue.
    expect((await brand.item(itemId)).status).toBe('open');
  }
  expect(outcomes.size).toBeGreaterThan(0);
});
