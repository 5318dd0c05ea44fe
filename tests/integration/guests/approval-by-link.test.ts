import { describe, expect, test } from 'vitest';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { decideAsGuest } from '#lib/guests/answer-as-guest.ts';
import { listGuestLinks } from '#lib/guests/list-guest-links.ts';
import { readGuestPage } from '#lib/guests/read-guest-page.ts';
import { revokeGuestLink } from '#lib/guests/revoke-guest-link.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { getApproval } from '#lib/outbox/approval/get-approval.ts';
import { sendBack } from '#lib/outbox/approval/send-back.ts';
import { takeBackApproval } from '#lib/outbox/approval/take-back-approval.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { setChannels } from '../access/hidden-world.ts';
import { aLink, aWaitingTeam, contentOf, decide, linkRow, visit } from './a-guest.ts';

const stateOf = async (token: string) => await readGuestPage(visit(token));

describe('approval by a guest link', () => {
  test('a guest reads the thread and the reply, approves it, and it is sent as it was read', async () => {
    const { brand, workspaceId, cm, lead, aReply, leaves } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    await addNote(lead, { itemId, text: 'Interne : ne pas montrer' });
    const { id, token } = await aLink(lead, { itemId, actionId });
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);

    const content = await contentOf(token);
    expect(content).toMatchObject({
      guestName: 'Mme Client',
      network: { network: 'bluesky', name: 'Bluesky' },
      post: { text: 'Nos nouveaux thés sont là.' },
      messages: [{ isOurs: false, text: 'Où est mon colis ? 1' }],
      reply: { text: 'Il arrive demain.', isPrivate: false, files: [] },
    });
    const shown = JSON.stringify(content);
    for (const hidden of ['Interne', 'Camille', 'Ali', itemId, workspaceId]) expect(shown).not.toContain(hidden);

    await decide(token, 'approved');
    expect(await stateOf(token)).toMatchObject({ state: 'answered', answer: 'approved', language: 'fr' });
    await leaves(actionId);
    expect(brand.answerTexts()).toEqual(['Il arrive demain.']);
    const { history } = await getItem(lead, { itemId });
    expect(history.map(({ act, actor, details }) => [act, actor, details['guest'] ?? null])).toEqual(
      expect.arrayContaining([
        ['guest_link_made', 'member', 'Mme Client'],
        ['guest_link_opened', 'guest', 'Mme Client'],
        ['guest_approved', 'guest', 'Mme Client'],
        ['action_done', 'system', null],
      ]),
    );
    expect(await listGuestLinks(cm, { itemId })).toMatchObject([
      { id, state: 'answered', answer: 'approved', member: { name: 'Ali' } },
    ]);
    for (const host of [lead, cm]) {
      const { notifications } = await listNotifications(host);
      expect(notifications.map(({ kind }) => kind)).toContain('guest_answered');
    }
    expect(await checkCounters(workspaceId)).toEqual([]);
  });

  test('a guest sends a reply back with a word, which its author reads under the name of the guest', async () => {
    const { brand, cm, lead, aReply, leaves } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    const { token } = await aLink(lead, { itemId, actionId });
    await decide(token, 'sent_back', 'Plus chaleureux');
    expect(await getApproval(cm, { actionId })).toMatchObject({
      state: 'sent_back',
      sentBack: { by: 'Mme Client', word: 'Plus chaleureux' },
    });
    expect(await stateOf(token)).toMatchObject({ state: 'answered', answer: 'sent_back' });
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', awaitingApprovals: 0 });
  });

  test('what was changed after a guest read it is not approved, and the guest reads the new text', async () => {
    const { brand, cm, lead, aReply, leaves } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    const { id, token } = await aLink(lead, { itemId, actionId });
    const { reply: read } = await contentOf(token);
    await editReply(cm, { actionId, text: 'Il arrive lundi.' });
    for (const decision of [{ answer: 'approved' as const }, { answer: 'sent_back' as const, word: '' }]) {
      await expect(decideAsGuest(visit(token), { digest: read?.digest ?? '', ...decision })).rejects.toMatchObject({
        code: 'reply_changed',
      });
    }
    expect(await linkRow(id)).toMatchObject({ answeredAt: null });
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);
    expect((await contentOf(token)).reply?.text).toBe('Il arrive lundi.');
    await decide(token, 'approved');
    await leaves(actionId);
    expect(brand.answerTexts()).toEqual(['Il arrive lundi.']);
  });

  test('what was decided meanwhile has a sentence of its own each, and the link decides nothing any more', async () => {
    const { brand, cm, lead, admin, aReply } = await aWaitingTeam();
    const cases = [
      { how: 'withdrawn', act: (actionId: string) => cancelAction(cm, { actionId }) },
      { how: 'sent_back', act: (actionId: string) => sendBack(admin, { actionId, word: '' }) },
      {
        how: 'approved',
        act: async (actionId: string) => {
          const { digest } = await getApproval(admin, { actionId });
          return await approveReply(admin, { actionId, digest });
        },
      },
    ] as const;
    for (const { how, act } of cases) {
      const { itemId, actionId } = await aReply();
      const { token } = await aLink(lead, { itemId, actionId });
      const { reply: read } = await contentOf(token);
      await act(actionId);
      expect(await stateOf(token), how).toMatchObject({ state: 'decided', how });
      await expect(
        decideAsGuest(visit(token), { answer: 'approved', digest: read?.digest ?? '' }),
      ).rejects.toMatchObject({ code: 'not_awaiting' });
    }
    expect(brand.answers()).toEqual([]);
  });

  test('of two links to one reply, the second tells what the first decided', async () => {
    const { lead, aReply } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    const [one, two] = [
      await aLink(lead, { itemId, actionId }),
      await aLink(lead, { itemId, actionId, guestName: 'M. Autre' }),
    ];
    await decide(one.token, 'approved');
    expect(await stateOf(two.token)).toMatchObject({ state: 'decided', how: 'approved' });
  });

  test('a link answers once, also after the reply waits again', async () => {
    const { brand, cm, lead, aReply, leaves } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    const { token } = await aLink(lead, { itemId, actionId });
    const { reply: read } = await contentOf(token);
    await decide(token, 'sent_back', 'Non');
    await editReply(cm, { actionId, text: 'Il arrive demain.' });
    await expect(decideAsGuest(visit(token), { answer: 'approved', digest: read?.digest ?? '' })).rejects.toMatchObject(
      { code: 'guest_link_closed' },
    );
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);
  });

  test('a revoked, an expired and an unknown link show nothing, and decide nothing', async () => {
    const { brand, lead, cm, aReply, leaves } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    const revoked = await aLink(lead, { itemId, actionId });
    const { reply: read } = await contentOf(revoked.token);
    await revokeGuestLink(cm, { linkId: revoked.id });
    const expired = await aLink(lead, { itemId, actionId });
    await database().prisma.guestLink.updateMany({
      where: { id: expired.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    const cases = [
      [revoked.token, 'revoked'],
      [expired.token, 'expired'],
      [`${revoked.token.slice(0, -1)}${revoked.token.endsWith('A') ? 'B' : 'A'}`, 'unknown'],
      ['nonsense', 'unknown'],
    ] as const;
    for (const [token, state] of cases) {
      const page = await stateOf(token);
      expect(page).toMatchObject({ state });
      expect(JSON.stringify(page)).not.toContain('colis');
      await expect(
        decideAsGuest(visit(token), { answer: 'approved', digest: read?.digest ?? '' }),
      ).rejects.toMatchObject({ code: 'guest_link_closed' });
    }
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);
    await expect(revokeGuestLink(cm, { linkId: revoked.id })).rejects.toMatchObject({ code: 'guest_link_closed' });
  });

  test('a link ends with the right of who made it: to the channel, to approve, to the workspace', async () => {
    const { brand, workspaceId, admin, aReply } = await aWaitingTeam();
    const { prisma } = database();
    const ends = [
      (memberId: string) => setChannels({ ...admin, memberId }, []),
      (memberId: string) => prisma.member.updateMany({ where: { id: memberId }, data: { role: 'manager' } }),
      (memberId: string) => prisma.member.updateMany({ where: { id: memberId }, data: { role: 'client' } }),
      (memberId: string) => removeMember(admin, { memberId }),
    ];
    for (const end of ends) {
      const host = await aMember({ workspaceId, role: 'lead', name: 'Hôte' });
      const { itemId, actionId } = await aReply();
      const { token } = await aLink(host, { itemId, actionId });
      const { reply: read } = await contentOf(token);
      await end(host.memberId);
      expect(await stateOf(token)).toMatchObject({ state: 'ended' });
      await expect(
        decideAsGuest(visit(token), { answer: 'approved', digest: read?.digest ?? '' }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^(guest_link_closed|not_approver)$/) as string });
      expect(await brand.action(actionId)).toMatchObject({ state: 'awaiting_approval' });
    }
  });

  test('who loses the right to approve after the guest approved holds the reply back again', async () => {
    const { brand, workspaceId, aReply, leaves } = await aWaitingTeam();
    const host = await aMember({ workspaceId, role: 'lead', name: 'Hôte' });
    const { itemId, actionId } = await aReply();
    const { token } = await aLink(host, { itemId, actionId });
    await decide(token, 'approved');
    await database().prisma.member.updateMany({ where: { id: host.memberId }, data: { role: 'manager' } });
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);
    expect(await brand.action(actionId)).toMatchObject({ state: 'awaiting_approval' });
  });

  test('a link is made only by who may approve the reply, and only while it waits', async () => {
    const { workspaceId, cm, lead, admin, aReply } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    await expect(aLink(cm, { itemId, actionId })).rejects.toMatchObject({ code: 'own_reply' });
    const colleague = await aMember({ workspaceId, name: 'Sofia' });
    await expect(aLink(colleague, { itemId, actionId })).rejects.toMatchObject({ code: 'not_approver' });
    const client = await aMember({ workspaceId, role: 'client', name: 'Client' });
    await expect(aLink(client, { itemId, actionId })).rejects.toMatchObject({ code: 'not_allowed' });
    const other = await aReply();
    await expect(aLink(lead, { itemId: other.itemId, actionId })).rejects.toMatchObject({ code: 'not_found' });
    await sendBack(admin, { actionId, word: '' });
    await expect(aLink(lead, { itemId, actionId })).rejects.toMatchObject({ code: 'not_awaiting' });
  });

  test('what waits or failed beside the reply is not shown', async () => {
    const { cm, lead, aReply } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    await reply(cm, { itemId, text: 'Une autre réponse qui attend' });
    const { token } = await aLink(lead, { itemId, actionId });
    expect(JSON.stringify(await contentOf(token))).not.toContain('qui attend');
  });
});

describe('undo of an approval', () => {
  test('an approver takes the approval back: the reply waits again, is not sent, and can be approved anew', async () => {
    const { brand, workspaceId, cm, lead, admin, aReply, leaves } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    const { digest } = await getApproval(admin, { actionId });
    await approveReply(admin, { actionId, digest });
    await expect(takeBackApproval(cm, { actionId })).rejects.toMatchObject({ code: 'own_reply' });
    const { action } = await takeBackApproval(lead, { actionId });
    expect(action.state).toBe('awaiting_approval');
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);
    expect(await brand.item(itemId)).toMatchObject({ status: 'waiting', awaitingApprovals: 1 });
    await approveReply(admin, { actionId, digest });
    await leaves(actionId);
    expect(brand.answerTexts()).toEqual(['Il arrive demain.']);
    await expect(takeBackApproval(lead, { actionId })).rejects.toMatchObject({ code: 'too_late_to_undo' });
    expect(await checkCounters(workspaceId)).toEqual([]);
  });

  test('an approver takes back what a guest approved', async () => {
    const { brand, lead, admin, aReply, leaves } = await aWaitingTeam();
    const { itemId, actionId } = await aReply();
    const { token } = await aLink(lead, { itemId, actionId });
    await decide(token, 'approved');
    await takeBackApproval(admin, { actionId });
    await leaves(actionId);
    expect(brand.answers()).toEqual([]);
    expect(await stateOf(token)).toMatchObject({ state: 'answered', answer: 'approved' });
  });
});
