import { describe, expect, test } from 'vitest';
import type { Brand } from '#tests/support/brand.ts';
import { aBrand } from '#tests/support/brand.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { checkAction } from '#lib/outbox/check-action.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { reply } from '#lib/outbox/reply.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import type { Fault } from '#tests/networks/bluesky/stand-in/stand-in.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const WRITES = /createRecord/;
const READS = /getPosts|getRecord/;

const answer = (status: number, error: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status,
  headers,
  body: JSON.stringify({ error, message: error }),
});

/** A queued reply, and the answers that the network will give. */
async function aReply(given: { resolve?: boolean; text?: string } = {}) {
  const brand = await aBrand();
  const comment = await brand.aComment();
  const { action } = await reply(brand.admin, { itemId: comment.itemId, text: 'Il arrive demain', ...given });
  return { brand, actionId: action.id, ...comment };
}

async function sendNow(brand: Brand, actionId: string) {
  await brand.wait(actionId);
  await brand.send(actionId);
  return await brand.action(actionId);
}

describe('failures of a reply', () => {
  test("a rate limited reply waits until the network's time and uses no attempt", async () => {
    const { brand, actionId, itemId } = await aReply();
    const until = Math.ceil(Date.now() / 1000) + 120;
    brand.standIn.fail(WRITES, answer(429, 'RateLimitExceeded', { 'ratelimit-reset': `${until}` }));
    const waiting = await sendNow(brand, actionId);
    expect(waiting).toMatchObject({
      state: 'queued',
      attempts: 0,
      dueAt: new Date(until * 1000),
      errorKind: 'rate_limited',
    });
    await brand.send(actionId);
    expect(brand.answers()).toEqual([]);
    expect((await brand.item(itemId)).sendFailed).toBe(false);

    expect(await sendNow(brand, actionId)).toMatchObject({ state: 'done', attempts: 1, errorKind: null });
    expect(brand.answerTexts()).toEqual(['Il arrive demain']);
  });

  test('a reply is retried with growing pauses while the network is down, and fails after eight attempts', async () => {
    const { brand, actionId, itemId } = await aReply({ resolve: true });
    const pauses: number[] = [];
    for (let attempt = 1; attempt < 8; attempt += 1) {
      brand.standIn.fail(READS, { kind: 'cut', when: 'before' });
      const waiting = await sendNow(brand, actionId);
      expect(waiting).toMatchObject({ state: 'queued', attempts: attempt, errorKind: 'unavailable' });
      pauses.push(waiting.dueAt.getTime() - Date.now());
    }
    expect(pauses[3]).toBeGreaterThan(4 * (pauses[0] ?? 0));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(6 * 60_000);
    brand.standIn.fail(READS, { kind: 'cut', when: 'before' });
    expect(await sendNow(brand, actionId)).toMatchObject({ state: 'failed', errorReason: 'unreachable' });
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', sendFailed: true, resolvedAt: null });
    expect(brand.answers()).toEqual([]);
  });

  test.for([
    ['a refusal', answer(400, 'InvalidRecord'), 'refused', 'rejected'],
    ['a missing right', answer(403, 'Forbidden'), 'refused', 'missing_permission'],
  ] as const)('%s: it fails with the reason, and the item comes back', async ([, fault, errorKind, errorReason]) => {
    const { brand, actionId, itemId } = await aReply({ resolve: true });
    expect((await brand.item(itemId)).status).toBe('resolved');
    brand.standIn.fail(WRITES, fault);
    expect(await sendNow(brand, actionId)).toMatchObject({ state: 'failed', errorKind, errorReason });
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', sendFailed: true, resolvedAt: null });
    expect((await brand.messages(itemId)).at(-1)).toMatchObject({ state: 'failed' });
    await brand.send(actionId);
    expect(brand.answers()).toEqual([]);
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });

  test('a reply to a deleted comment fails, and the comment is shown as deleted', async () => {
    const { brand, actionId, itemId, uri } = await aReply();
    brand.standIn.world.records.delete(uri);
    expect(await sendNow(brand, actionId)).toMatchObject({
      state: 'failed',
      errorKind: 'gone',
      errorReason: 'target_gone',
    });
    const [comment] = await brand.messages(itemId);
    expect(comment?.deletedAt).not.toBeNull();
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', sendFailed: true });
    await expect(reply(brand.admin, { itemId, text: 'Encore' })).rejects.toMatchObject({ code: 'target_gone' });
  });

  test.for(['before', 'after'] as const)(
    'nothing, since the line was cut %s it acted: it looks before it sends again',
    async (when) => {
      const { brand, actionId, itemId } = await aReply();
      brand.standIn.fail(WRITES, { kind: 'cut', when });
      const unknown = await sendNow(brand, actionId);
      expect(unknown).toMatchObject({ state: 'queued', lookFirst: true, errorKind: 'outcome_unknown' });
      await expect(cancelAction(brand.admin, { actionId })).rejects.toMatchObject({ code: 'too_late_to_undo' });
      expect(await sendNow(brand, actionId)).toMatchObject({ state: 'done' });
      expect(brand.answerTexts()).toEqual(['Il arrive demain']);
      expect((await brand.messages(itemId)).map(({ state }) => state)).toEqual(['received', 'sent']);
    },
  );

  test('a reply whose outcome stays unknown ends unconfirmed after eight checks, and a member can check again', async () => {
    const { brand, actionId, itemId } = await aReply();
    brand.standIn.fail(WRITES, { kind: 'cut', when: 'after' });
    await sendNow(brand, actionId);
    for (let look = 0; look < 7; look += 1) {
      brand.standIn.fail(/getRecord/, { kind: 'cut', when: 'before' });
      await sendNow(brand, actionId);
    }
    expect(await brand.action(actionId)).toMatchObject({ state: 'unconfirmed' });
    expect((await brand.messages(itemId)).at(-1)).toMatchObject({ state: 'unconfirmed' });
    expect((await brand.item(itemId)).sendFailed).toBe(true);
    await brand.wait(actionId);
    await brand.send(actionId);
    expect(await brand.action(actionId)).toMatchObject({ state: 'unconfirmed' });

    expect((await checkAction(brand.admin, { actionId })).action.state).toBe('queued');
    expect(await sendNow(brand, actionId)).toMatchObject({ state: 'done' });
    expect(brand.answerTexts()).toEqual(['Il arrive demain']);
    expect((await brand.item(itemId)).sendFailed).toBe(false);
    await expect(checkAction(brand.admin, { actionId })).rejects.toMatchObject({ code: 'not_unconfirmed' });
  });

  test('an unconfirmed reply that a member sends again is one reply', async () => {
    const { brand, actionId } = await aReply();
    brand.standIn.fail(WRITES, { kind: 'cut', when: 'after' });
    await sendNow(brand, actionId);
    for (let look = 0; look < 7; look += 1) {
      brand.standIn.fail(/getRecord/, { kind: 'cut', when: 'before' });
      await sendNow(brand, actionId);
    }
    await retryAction(brand.admin, { actionId });
    expect(await sendNow(brand, actionId)).toMatchObject({ state: 'done' });
    expect(brand.answerTexts()).toEqual(['Il arrive demain']);
  });
});

describe('a failed reply', () => {
  async function aFailedReply(given: { resolve?: boolean } = {}) {
    const failed = await aReply(given);
    failed.brand.standIn.fail(WRITES, answer(400, 'InvalidRecord'));
    await sendNow(failed.brand, failed.actionId);
    return failed;
  }

  test('a failed reply that is sent again sets its item to waiting again', async () => {
    const { brand, actionId, itemId } = await aFailedReply();
    expect((await retryAction(brand.admin, { actionId })).action.state).toBe('queued');
    expect(await brand.item(itemId)).toMatchObject({ status: 'waiting', sendFailed: false });
    await expect(retryAction(brand.admin, { actionId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await sendNow(brand, actionId)).toMatchObject({ state: 'done' });
    expect(await brand.item(itemId)).toMatchObject({ status: 'waiting', sendFailed: false });
    expect(brand.answerTexts()).toEqual(['Il arrive demain']);
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });

  test('a failed reply that is discarded leaves nothing behind', async () => {
    const { brand, actionId, itemId } = await aFailedReply({ resolve: true });
    const { item, text } = await cancelAction(brand.admin, { actionId });
    expect(text).toBe('Il arrive demain');
    expect(item).toMatchObject({ status: 'open', sendFailed: false, messageCount: 1, preview: 'Où est mon colis ?' });
    expect(await brand.messages(itemId)).toHaveLength(1);
    await expect(retryAction(brand.admin, { actionId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });

  test('a failed reply that was seen stays seen when the next reply is sent', async () => {
    const { brand, itemId } = await aFailedReply();
    expect((await resolveItem(brand.admin, { itemId })).item.sendFailed).toBe(false);
    const { action } = await reply(brand.admin, { itemId, text: 'Autrement dit' });
    expect(await sendNow(brand, action.id)).toMatchObject({ state: 'done' });
    expect(await brand.item(itemId)).toMatchObject({ status: 'waiting', sendFailed: false });
  });

  test('an item stays marked as failed while another of its failed replies is discarded or sent', async () => {
    const { brand, actionId: first, itemId } = await aFailedReply();
    for (let round = 0; round < 10; round += 1) {
      const { action } = await reply(brand.admin, { itemId, text: `Encore ${round}` });
      brand.standIn.fail(WRITES, answer(400, 'InvalidRecord'));
      await Promise.all([sendNow(brand, action.id), brand.messages(itemId)]);
      const { action: last } = await reply(brand.admin, { itemId, text: `Bien ${round}` });
      await brand.wait(last.id);
      await Promise.all([brand.send(last.id), cancelAction(brand.admin, { actionId: action.id })]);
      expect(await brand.action(first)).toMatchObject({ state: 'failed' });
      const item = await brand.item(itemId);
      expect(item.sendFailed).toBe(true);
      expect(item.messageCount).toBe((await brand.messages(itemId)).length);
    }
    await cancelAction(brand.admin, { actionId: first });
    expect((await brand.item(itemId)).sendFailed).toBe(false);
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });
});
