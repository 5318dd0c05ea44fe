import { describe, expect, test } from 'vitest';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { listMergedItems } from '#lib/items/merged/list-merged-items.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { findOverdueActions } from '#lib/outbox/find-overdue-actions.ts';
import { reply } from '#lib/outbox/reply.ts';
import { rescheduleReply } from '#lib/outbox/scheduled/reschedule-reply.ts';
import { aSession } from '#tests/support/api-server.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';
import { sendAndDie } from '#tests/support/send-without-recording.ts';
import { comeDue, later, leave, schedule } from './support.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

async function aTeam() {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const cm = await aMember({ workspaceId, name: 'Camille' });
  return { brand, workspaceId, admin, cm, ...(await brand.aComment()) };
}

const versionOf = async (brand: Awaited<ReturnType<typeof aBrand>>, actionId: string) =>
  (await brand.action(actionId)).scheduleVersion;

describe('a reply with a time', () => {
  test('is seen by the team with its time, waits for it, and is sent once then', async () => {
    const { brand, admin, cm, itemId, workspaceId } = await aTeam();
    const scheduledFor = later(24);
    const { action, item } = await schedule(cm, { itemId, scheduledFor });
    expect(action).toMatchObject({
      state: 'scheduled',
      dueAt: scheduledFor.toISOString(),
      schedule: { at: scheduledFor.toISOString(), heldReason: null, version: 0 },
    });
    const shown = { hasScheduled: true, scheduledFor: scheduledFor.toISOString() };
    expect(item).toMatchObject({ status: 'waiting', ...shown });
    expect((await getCounts(admin)).byView.scheduled).toBe(1);
    expect((await getCounts(admin, { filter: { scheduled: true } })).matching).toBe(1);
    expect((await getCounts(admin, { filter: { scheduled: true, status: ['resolved'] } })).matching).toBe(0);
    const { items } = await listItems(admin, { filter: { scheduled: true } });
    expect(items).toEqual([expect.objectContaining({ id: itemId, ...shown })]);
    const session = { sessionId: await aSession(admin) };
    const merged = await listMergedItems(session, { filter: { scheduled: true } });
    expect(merged.items).toEqual([expect.objectContaining({ id: itemId, ...shown })]);

    await brand.send(action.id);
    expect(brand.answers()).toEqual([]);
    expect((await findOverdueActions(100, 0)).map(({ actionId }) => actionId)).not.toContain(action.id);

    await comeDue(brand, action.id);
    expect((await findOverdueActions(100, 0)).map(({ actionId }) => actionId)).toContain(action.id);
    await brand.send(action.id);
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual(['Votre colis arrive demain.']);
    expect(await brand.action(action.id)).toMatchObject({ state: 'done' });
    expect((await getCounts(admin)).byView.scheduled).toBe(0);
    expect((await getItem(admin, { itemId })).messages.at(-1)).toMatchObject({ state: 'sent' });
    expect(await checkCounters(workspaceId)).toEqual([]);
  });

  test('is sent once by several workers, of whom some die', async () => {
    const { brand, cm } = await aTeam();
    for (let round = 0; round < 4; round += 1) {
      const { itemId } = await brand.aComment(`Question ${round}`, { name: `fan${round}` });
      const { action } = await schedule(cm, { itemId, text: `Réponse ${round}` });
      await comeDue(brand, action.id);
      if (round % 2 === 0) await sendAndDie(brand, action.id);
      await brand.wait(action.id);
      await Promise.all(Array.from({ length: 5 }, () => brand.send(action.id)));
      await brand.wait(action.id);
      await brand.send(action.id);
      expect((await brand.action(action.id)).state).toBe('done');
    }
    expect(brand.answerTexts().toSorted()).toEqual(['Réponse 0', 'Réponse 1', 'Réponse 2', 'Réponse 3']);
  });

  test('stands in the thread where it was sent, after what came between', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    const before = (await brand.messages(itemId)).at(-1)?.createdAt ?? new Date();
    await leave(brand, action.id);
    const { messages } = await getItem(admin, { itemId });
    expect(Date.parse(messages.at(-1)?.createdAt ?? '')).toBeGreaterThan(before.getTime());
  });

  test('gives its text back into the composer, and the item its status, when it is removed by a colleague', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId, resolve: true });
    expect((await brand.item(itemId)).status).toBe('resolved');
    const { item, text, draft } = await cancelAction(admin, { actionId: action.id });
    expect(text).toBe('Votre colis arrive demain.');
    expect(draft?.text).toBe(text);
    expect(item).toMatchObject({ status: 'open', hasScheduled: false, scheduledFor: null });
    await leave(brand, action.id);
    expect(brand.answers()).toEqual([]);
  });

  test('gets another time and text from a colleague, who becomes its author; of two changes at once one is refused', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    const scheduledFor = later(48);
    const change = (caller: typeof cm, text: string) =>
      rescheduleReply(caller, { actionId: action.id, version: 0, scheduledFor, text });
    const both = await Promise.allSettled([change(admin, 'De Admin'), change(cm, 'De Camille')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'schedule_changed' });
    expect((await getItem(admin, { itemId })).item.scheduledFor).toBe(scheduledFor.toISOString());
    const isAdmins = both[0]?.status === 'fulfilled';
    expect(await brand.action(action.id)).toMatchObject({
      state: 'scheduled',
      scheduledFor,
      dueAt: scheduledFor,
      memberId: isAdmins ? admin.memberId : cm.memberId,
    });
    await leave(brand, action.id);
    expect(brand.answerTexts()).toEqual([isAdmins ? 'De Admin' : 'De Camille']);
  });

  test('is sent now when a member says so', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    const now = await rescheduleReply(admin, { actionId: action.id, version: 0, scheduledFor: null });
    expect(now.action).toMatchObject({ state: 'queued', schedule: null });
    await brand.send(action.id);
    expect(brand.answers()).toHaveLength(1);
    await expect(
      rescheduleReply(admin, { actionId: action.id, version: await versionOf(brand, action.id), scheduledFor: null }),
    ).rejects.toMatchObject({ code: 'not_scheduled' });
  });

  test('is refused a time that is past, too far, or after the reply window', async () => {
    const { cm, itemId } = await aTeam();
    for (const hours of [-1, 24 * 400]) {
      await expect(schedule(cm, { itemId, scheduledFor: later(hours) })).rejects.toMatchObject({
        code: 'invalid',
        values: { field: 'scheduledFor' },
      });
    }
  });

  test('is not disturbed by a snooze, nor when its member resolves the item', async () => {
    const { brand, cm } = await aTeam();
    for (const [name, putAway] of [
      ['ana', (itemId: string) => snoozeItem(cm, { itemId, until: later(48) })],
      ['bea', (itemId: string) => resolveItem(cm, { itemId })],
    ] as const) {
      const { itemId } = await brand.aComment('Et moi ?', { name });
      const { action } = await schedule(cm, { itemId });
      await putAway(itemId);
      const { status } = await brand.item(itemId);
      expect(await leave(brand, action.id)).toMatchObject({ state: 'done' });
      expect((await brand.item(itemId)).status).toBe(status);
    }
  });

  test('lets an answer go first that is sent at once, and is then held', async () => {
    const { brand, admin, cm, itemId } = await aTeam();
    const { action } = await schedule(cm, { itemId });
    const first = await reply(admin, { itemId, text: 'Tout de suite' });
    await brand.send(first.action.id);
    expect(await leave(brand, action.id)).toMatchObject({ state: 'held', heldReason: 'answered' });
    expect(brand.answerTexts()).toEqual(['Tout de suite']);
  });
});
