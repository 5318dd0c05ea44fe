import { expect, test } from 'vitest';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { countDone } from '#lib/items/history/count-done.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';

const minutes = (n: number) => n * 60_000;
const anHourAgo = () => new Date(Date.now() - minutes(60));
const tomorrow = () => new Date(Date.now() + minutes(24 * 60));

async function anAnswerable(workspaceId: string): Promise<string> {
  const { id } = await anItem({ workspaceId });
  await aMessage({ workspaceId, itemId: id, text: 'Bonjour ?' });
  return id;
}

test('a member sees what they answered, resolved and snoozed, each item once', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const [first, second, third, fourth] = [
    await anAnswerable(workspaceId),
    await anAnswerable(workspaceId),
    (await anItem({ workspaceId })).id,
    (await anItem({ workspaceId })).id,
  ];
  await reply(admin, { itemId: first, text: 'Bonjour !' });
  await reply(admin, { itemId: first, text: 'Avec plaisir.' });
  await reply(admin, { itemId: second, text: 'Merci.', resolve: true });
  await resolveItem(admin, { itemId: third });
  await reopenItem(admin, { itemId: third });
  await resolveItem(admin, { itemId: third });
  await snoozeItem(admin, { itemId: fourth, until: tomorrow() });

  expect(await countDone(admin, { since: anHourAgo() })).toEqual({ answered: 2, resolved: 2, snoozed: 1 });
});

test('what was taken back, and what colleagues or strangers did, does not count', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  const { admin: stranger } = await aWorkspace();
  const answered = await anAnswerable(workspaceId);
  const { action } = await reply(admin, { itemId: answered, text: 'Oups' });
  await cancelAction(admin, { actionId: action.id });
  const { undo } = await resolveItem(admin, { itemId: (await anItem({ workspaceId })).id });
  await undoAct(admin, { undo: undo ?? '' });
  await resolveItem(colleague, { itemId: (await anItem({ workspaceId })).id });

  const nothing = { answered: 0, resolved: 0, snoozed: 0 };
  expect(await countDone(admin, { since: anHourAgo() })).toEqual(nothing);
  expect(await countDone(colleague, { since: anHourAgo() })).toEqual({ ...nothing, resolved: 1 });
  expect(await countDone(stranger, { since: anHourAgo() })).toEqual(nothing);
});

test('a bulk counts each of its items, and a later moment none of them', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const itemIds = [(await anItem({ workspaceId })).id, (await anItem({ workspaceId })).id];
  await bulkAct(admin, { act: 'resolve', itemIds });

  expect(await countDone(admin, { since: anHourAgo() })).toMatchObject({ resolved: 2 });
  expect(await countDone(admin, { since: new Date(Date.now() + minutes(1)) })).toMatchObject({ resolved: 0 });
});

test('nobody counts further back than two days', async () => {
  const { admin } = await aWorkspace();
  const since = new Date(Date.now() - minutes(72 * 60));
  await expect(countDone(admin, { since })).rejects.toMatchObject({ code: 'invalid', values: { field: 'since' } });
});
