import { expect, test } from 'vitest';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { takeBackWorkspace } from '#lib/clients/archive/take-back-workspace.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { takeAction } from '#lib/outbox/attempts/take-action.ts';
import { findOverdueActions } from '#lib/outbox/find-overdue-actions.ts';
import { moderate } from '#lib/outbox/moderate.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aBrand, type Brand } from '#tests/support/brand.ts';
import { database } from '#tests/support/owner-database.ts';
import { whileHeld } from '#tests/support/while-held.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

async function archive({ admin, workspaceId }: Brand) {
  const { name } = await database().prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  await archiveWorkspace(admin, { name, eraseAfterDays: null, endsAccess: false });
}

async function aReply() {
  const brand = await aBrand();
  const { itemId } = await brand.aComment();
  const { action } = await reply(brand.admin, { itemId, text: 'Il arrive.' });
  return { brand, itemId, actionId: action.id };
}

/** Time passes, and what looks for overdue actions finds them all. */
async function sendOverdue(brand: Brand, actionId: string): Promise<void> {
  await brand.wait(actionId);
  const overdue = await findOverdueActions(1_000, 0);
  for (const found of overdue) if (found.workspaceId === brand.workspaceId) await brand.send(found.actionId);
}

test.each([
  [
    'was refused for now',
    { kind: 'answer', status: 429, body: '{"error":"RateLimitExceeded","message":"x"}' },
    { state: 'held', heldReason: 'archived' },
  ],
  ['has an unknown end', { kind: 'cut', when: 'before' }, { state: 'unconfirmed', heldReason: null }],
] as const)('an attempt that %s after the archiving is the last one', async (_, fault, end) => {
  const { brand, actionId } = await aReply();
  brand.standIn.fail(/^(?!.*createRecord)/, { kind: 'meanwhile', act: () => archive(brand) });
  brand.standIn.fail(/createRecord/, fault);
  await brand.wait(actionId);
  await brand.send(actionId);
  expect(await brand.action(actionId)).toMatchObject(end);
  await takeBackWorkspace(brand.admin);
  await sendOverdue(brand, actionId);
  expect(await brand.action(actionId)).toMatchObject(end);
  expect(brand.answers()).toEqual([]);
});

test('what a worker had when it died is looked at by a person after the workspace is taken back', async () => {
  const { brand, actionId, itemId } = await aReply();
  const { workspaceId } = brand;
  await inWorkspace(workspaceId, (tx) => takeAction(tx, { workspaceId, actionId, leaseMs: 60_000 }));
  await archive(brand);
  expect(await brand.action(actionId)).toMatchObject({ state: 'sending' });
  await sendOverdue(brand, actionId);
  await takeBackWorkspace(brand.admin);
  await sendOverdue(brand, actionId);
  expect(await brand.action(actionId)).toMatchObject({ state: 'unconfirmed', lookFirst: true });
  expect((await brand.messages(itemId)).map(({ state }) => state)).toContain('unconfirmed');
  expect(brand.answers()).toEqual([]);
});

test('what was asked for at the moment of the archiving is not done after it', async () => {
  const brand = await aBrand();
  const { itemId, messageId } = await brand.aComment();
  const item = { statement: 'SELECT FROM "item" WHERE "id" = $1 FOR UPDATE', values: [itemId] };
  const asked = await whileHeld(item, {
    begin: () => moderate(brand.admin, { messageId, kind: 'like' }),
    meanwhile: () => archive(brand),
  });
  expect(await brand.action(asked.action.id)).toMatchObject({ state: 'queued' });
  await takeBackWorkspace(brand.admin);
  await sendOverdue(brand, asked.action.id);
  expect(await brand.action(asked.action.id)).toMatchObject({ state: 'cancelled' });
});
