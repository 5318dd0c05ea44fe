import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerQuestionAsGuest, decideAsGuest } from '#lib/guests/answer-as-guest.ts';
import { readGuestPage } from '#lib/guests/read-guest-page.ts';
import { revokeGuestLink } from '#lib/guests/revoke-guest-link.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import { takeBackApproval } from '#lib/outbox/approval/take-back-approval.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { aLink, aWaitingTeam, linkRow, visit } from './a-guest.ts';

/** What people do to one reply that two guests were asked to approve; several at the same moment. */
const deeds = [
  'a guest approves',
  'another guest approves',
  'a guest sends back',
  'the link is revoked',
  'a lead approves',
  'the approval is taken back',
  'send back',
  'correct',
  'take back',
  'send',
] as const;
type Deed = (typeof deeds)[number];

/** The refusals that people meet who come too late. Anything else is a bug. */
const expected = new Set([
  'not_awaiting',
  'reply_changed',
  'too_late_to_undo',
  'guest_link_closed',
  'not_found',
  'conflict',
]);

/** @returns whether it was done */
async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (!expected.has(code)) throw error;
    return false;
  }
}

test('whatever guests, members and workers do at once, only what somebody approved as it was read is sent, once', async () => {
  const { brand, workspaceId, cm, lead, admin, aReply } = await aWaitingTeam();
  let round = 0;
  const moments = fc.array(fc.array(fc.constantFrom(...deeds), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(moments, async (together) => {
      round += 1;
      const first = `Réponse ${round}`;
      const { itemId, uri, actionId } = await aReply(first);
      const one = await aLink(lead, { itemId, actionId });
      const two = await aLink(admin, { itemId, actionId });
      const approved = new Set<string>();
      const answers: string[] = [];
      let edits = 0;
      const approveBy = async ({ id, token }: { id: string; token: string }) => {
        const page = await readGuestPage(visit(token));
        if (page.state !== 'open' || !page.content.reply) return;
        const { digest, text } = page.content.reply;
        if (!(await isDone(() => decideAsGuest(visit(token), { answer: 'approved', digest })))) return;
        approved.add(text);
        answers.push(id);
      };
      const acts: Record<Deed, () => Promise<unknown>> = {
        'a guest approves': () => approveBy(one),
        'another guest approves': () => approveBy(two),
        'a guest sends back': async () => {
          const page = await readGuestPage(visit(one.token));
          if (page.state !== 'open' || !page.content.reply) return;
          const { digest } = page.content.reply;
          if (await isDone(() => decideAsGuest(visit(one.token), { answer: 'sent_back', digest, word: 'Non' })))
            answers.push(one.id);
        },
        'the link is revoked': () => revokeGuestLink(lead, { linkId: one.id }),
        'a lead approves': async () => {
          const { digest, text } = await getApproval(lead, { actionId });
          if (await isDone(() => approveReply(lead, { actionId, digest }))) approved.add(text);
        },
        'the approval is taken back': () => takeBackApproval(admin, { actionId }),
        'send back': () => sendBack(lead, { actionId, word: '' }),
        correct: () => {
          edits += 1;
          return editReply(cm, { actionId, text: `${first}, corrigée ${edits}` });
        },
        'take back': () => cancelAction(cm, { actionId }),
        send: () => brand.send(actionId),
      };
      for (const now of together) {
        await Promise.all(now.map((deed) => isDone(acts[deed])));
        const { state } = await brand.action(actionId);
        expect((await brand.item(itemId)).awaitingApprovals, now.join(', ')).toBe(
          Number(state === 'awaiting_approval'),
        );
      }
      const sent = brand.answers().filter(({ value }) => JSON.stringify(value.reply).includes(uri));
      expect(sent.length).toBeLessThanOrEqual(1);
      for (const { value } of sent) expect([...approved]).toContain(String(value.text));
      // A link answers once, and not after it was revoked.
      expect(new Set(answers).size).toBe(answers.length);
      for (const { id } of [one, two]) {
        const { answeredAt, revokedAt } = await linkRow(id);
        expect(answeredAt !== null).toBe(answers.includes(id));
        expect(answeredAt !== null && revokedAt !== null).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('of an answer and a revocation at once one wins, and of two answers one becomes a note', async () => {
  const { brand, cm, lead } = await aWaitingTeam();
  for (let round = 0; round < 10; round += 1) {
    const { itemId } = await brand.aComment(`Question ${round}`, { name: `boutique${round}` });
    const { id, token } = await aLink(cm, { itemId });
    const answer = (text: string) => isDone(() => answerQuestionAsGuest(visit(token), { text }));
    const [isFirst, isSecond, isRevoked] = await Promise.all([
      answer('Oui'),
      answer('Non'),
      isDone(() => revokeGuestLink(lead, { linkId: id })),
    ]);
    expect([isFirst, isSecond, isRevoked].filter(Boolean)).toHaveLength(1);
    const { notes } = await getItem(lead, { itemId });
    expect(notes).toHaveLength(isRevoked ? 0 : 1);
  }
});
