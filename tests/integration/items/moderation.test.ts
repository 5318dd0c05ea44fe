import { describe, expect, test } from 'vitest';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { moderate, type Moderation } from '#lib/outbox/moderate.ts';
import { reply } from '#lib/outbox/reply.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '5';

async function act(brand: Brand, messageId: string, kind: Moderation) {
  const { action } = await moderate(brand.admin, { messageId, kind });
  await brand.wait(action.id);
  await brand.send(action.id);
  return await brand.action(action.id);
}

function recordsOf(brand: Brand, collection: string): Record<string, unknown>[] {
  const { world } = brand.standIn;
  return [...world.records.values()]
    .filter(({ uri }) => uri.startsWith(`at://${world.brand.did}/${collection}/`))
    .map(({ value }) => value);
}

function hiddenReplies(brand: Brand): unknown[] {
  return recordsOf(brand, 'app.bsky.feed.threadgate').flatMap(({ hiddenReplies: hidden }) => hidden);
}

describe("moderating a contact's comment", () => {
  test('a comment is hidden on the network and shown again', async () => {
    const brand = await aBrand();
    const { uri, messageId, itemId } = await brand.aComment('Pub');
    expect(await act(brand, messageId, 'hide')).toMatchObject({ state: 'done' });
    expect(hiddenReplies(brand)).toEqual([uri]);
    expect((await brand.messages(itemId))[0]?.hidden).toBe(true);
    expect((await brand.item(itemId)).status).toBe('open');

    expect(await act(brand, messageId, 'unhide')).toMatchObject({ state: 'done' });
    expect(hiddenReplies(brand)).toEqual([]);
    expect((await brand.messages(itemId))[0]?.hidden).toBe(false);
  });

  test('a comment hidden and shown again right away ends shown, whichever worker is first', async () => {
    const brand = await aBrand();
    const { messageId } = await brand.aComment('Pub ?');
    const hidden = (await moderate(brand.admin, { messageId, kind: 'hide' })).action;
    const shown = (await moderate(brand.admin, { messageId, kind: 'unhide' })).action;
    await brand.send(shown.id);
    expect(await brand.action(shown.id)).toMatchObject({ state: 'queued' });
    await Promise.all([brand.send(shown.id), brand.send(hidden.id)]);
    await brand.send(shown.id);
    expect(await brand.action(hidden.id)).toMatchObject({ state: 'done' });
    expect(await brand.action(shown.id)).toMatchObject({ state: 'done' });
    expect(hiddenReplies(brand)).toEqual([]);
  });

  test('hiding one comment does not wait for another', async () => {
    const brand = await aBrand();
    const [one, other] = [await brand.aComment('Pub', { name: 'sam' }), await brand.aComment('Pub')];
    const first = (await moderate(brand.admin, { messageId: one.messageId, kind: 'hide' })).action;
    const second = (await moderate(brand.admin, { messageId: other.messageId, kind: 'hide' })).action;
    await brand.send(second.id);
    expect(hiddenReplies(brand)).toEqual([other.uri]);
    await brand.send(first.id);
    expect(hiddenReplies(brand)).toEqual([other.uri, one.uri]);
  });

  test('a comment is liked once and unliked', async () => {
    const brand = await aBrand();
    const { uri, messageId, itemId } = await brand.aComment('J’adore');
    await act(brand, messageId, 'like');
    await act(brand, messageId, 'like');
    expect(recordsOf(brand, 'app.bsky.feed.like')).toMatchObject([{ subject: { uri } }]);
    expect((await brand.messages(itemId))[0]?.liked).toBe(true);
    await act(brand, messageId, 'unlike');
    expect(recordsOf(brand, 'app.bsky.feed.like')).toEqual([]);
    expect((await brand.messages(itemId))[0]?.liked).toBe(false);
  });

  test('the author of a comment is blocked, muted and unblocked', async () => {
    const brand = await aBrand();
    const { world } = brand.standIn;
    const { messageId } = await brand.aComment('Insulte');
    const { did } = world.account('ana');
    await act(brand, messageId, 'mute');
    await act(brand, messageId, 'block');
    expect(world.muted.has(did)).toBe(true);
    expect(recordsOf(brand, 'app.bsky.graph.block')).toMatchObject([{ subject: did }]);
    await act(brand, messageId, 'unmute');
    await act(brand, messageId, 'unblock');
    expect(world.muted.has(did)).toBe(false);
    expect(recordsOf(brand, 'app.bsky.graph.block')).toEqual([]);
  });

  test('an action that the network does not offer is refused', async () => {
    const brand = await aBrand();
    const { messageId } = await brand.aComment();
    await expect(moderate(brand.admin, { messageId, kind: 'delete' })).rejects.toMatchObject({
      code: 'network_forbids',
      values: { reason: 'not_own_message' },
    });
  });

  test('a comment that is gone when it should be hidden is marked deleted and its text is withheld', async () => {
    const brand = await aBrand();
    const { uri, messageId, itemId } = await brand.aComment('Oups');
    brand.standIn.world.records.delete(uri);
    expect(await act(brand, messageId, 'like')).toMatchObject({ state: 'failed', errorKind: 'gone' });
    const item = await brand.item(itemId);
    expect(item).toMatchObject({ preview: '', status: 'open' });
    expect(item.deletedAt).not.toBeNull();
    await expect(moderate(brand.admin, { messageId, kind: 'hide' })).rejects.toMatchObject({ code: 'target_gone' });
  });

  test('only members of the workspace with the permission moderate its comments', async () => {
    const brand = await aBrand();
    const { messageId } = await brand.aComment();
    const stranger = (await aWorkspace()).admin;
    const client = await aMember({ ...brand.channelRef, role: 'client' });
    await expect(moderate(stranger, { messageId, kind: 'hide' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(moderate(client, { messageId, kind: 'hide' })).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe("the brand's own reply", () => {
  async function aReplyThatStands() {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const { action } = await reply(brand.admin, { itemId, text: 'Bonjuor' });
    await brand.wait(action.id);
    await brand.send(action.id);
    return { brand, itemId, messageId: action.messageId ?? '' };
  }

  test("the brand's reply is deleted after the undo time, and the thread shows it", async () => {
    const { brand, itemId, messageId } = await aReplyThatStands();
    const { action } = await moderate(brand.admin, { messageId, kind: 'delete' });
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual(['Bonjuor']);
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(brand.answers()).toEqual([]);
    expect((await brand.messages(itemId))[1]?.deletedAt).not.toBeNull();
    expect(await brand.item(itemId)).toMatchObject({ preview: '', messageCount: 2 });
    await brand.pullLater();
    expect(await brand.messages(itemId)).toHaveLength(2);
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });

  test("the brand's reply stays when its deletion is undone in time", async () => {
    const { brand, itemId, messageId } = await aReplyThatStands();
    const { action } = await moderate(brand.admin, { messageId, kind: 'delete' });
    const { item } = await cancelAction(brand.admin, { actionId: action.id });
    expect(item).toMatchObject({ status: 'waiting', preview: 'Bonjuor', messageCount: 2 });
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual(['Bonjuor']);
    expect(await brand.messages(itemId)).toHaveLength(2);
  });
});
