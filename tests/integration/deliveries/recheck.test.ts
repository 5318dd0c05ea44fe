import { afterAll, describe, expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { enforceRetention } from '#lib/erasure/enforce-retention.ts';
import { recheckDue } from '#lib/erasure/recheck-due.ts';
import { recheckItem } from '#lib/sync/recheck-item.ts';
import { createSandbox } from '#sandbox/youtube/sandbox.ts';
import { aSandboxChannel, serveSandbox } from '#tests/integration/channels/sandbox-channel.ts';
import { aWorkspace } from '#tests/support/factories.ts';

const { server, sandbox } = await serveSandbox('youtube', createSandbox);
afterAll(async () => await server.stop());

const DAY_MS = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

async function aConversation(texts: string[]) {
  const post = sandbox.brandPosts('Une vidéo');
  const ids = texts.map((text, n) => sandbox.fanWrites({ kind: 'comment', text, fan: `fan${n}`, under: post }));
  const channel = await aSandboxChannel('youtube', sandbox);
  await channel.pull();
  const where = { workspaceId: channel.workspaceId, externalId: { in: ids } };
  /** In the order in which they were written, several within a second. */
  const stored = async () => {
    const messages = await database().prisma.message.findMany({ where });
    return messages.toSorted((a, b) => ids.indexOf(a.externalId ?? '') - ids.indexOf(b.externalId ?? ''));
  };
  return { ...channel, ids, stored };
}

describe('messages that must be read again in time', () => {
  test("a message is read again before it would have to be erased, and keeps the network's newest text", async () => {
    const conversation = await aConversation(['Stays', 'Changes', 'Goes']);
    const [, changes = '', goes = ''] = conversation.ids;
    // Read three weeks and more ago, as far as the rows know.
    await database().prisma.message.updateMany({
      where: { workspaceId: conversation.workspaceId },
      data: { checkedAt: inDays(-25) },
    });
    sandbox.fanEdits(changes, 'Changed');
    sandbox.fanDeletes(goes);
    await recheckDue(conversation.channelRef);
    await enforceRetention(inDays(6));
    const stored = await conversation.stored();
    expect(stored.map(({ text }) => text)).toEqual(['Stays', 'Changed', '']);
    expect(stored.map(({ deletedAt }) => deletedAt !== null)).toEqual([false, false, true]);
    expect(stored.slice(0, 2).every(({ checkedAt }) => (checkedAt?.getTime() ?? 0) > Date.now() - DAY_MS)).toBe(true);
  });

  test('an erased message is read again when a member opens it, at most once a minute', async () => {
    const conversation = await aConversation(['Expires']);
    await enforceRetention(inDays(31));
    const [erased] = await conversation.stored();
    expect(erased).toMatchObject({ text: '' });
    const item = { itemId: erased?.itemId ?? '' };
    const stranger = await aWorkspace();
    await expect(recheckItem(stranger.admin, item)).rejects.toMatchObject({ code: 'not_found' });
    const both = await Promise.all([recheckItem(conversation.admin, item), recheckItem(conversation.admin, item)]);
    expect(both.map(({ messages }) => messages).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(await conversation.stored()).toMatchObject([{ text: 'Expires', erasedAt: null }]);
    const row = await database().prisma.item.findFirstOrThrow({ where: { id: item.itemId } });
    expect(row.preview).toBe('Expires');
  });

  test('a message stays as it is while the network does not answer', async () => {
    const conversation = await aConversation(['Waits']);
    await conversation.change({ status: 'reconnect' });
    const [message] = await conversation.stored();
    expect(await recheckItem(conversation.admin, { itemId: message?.itemId ?? '' })).toEqual({ messages: 0 });
    await recheckDue(conversation.channelRef, inDays(25));
    expect(await conversation.stored()).toMatchObject([{ text: 'Waits', erasedAt: null }]);
  });
});
