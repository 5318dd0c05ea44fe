import { expect, onTestFinished, test } from 'vitest';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { database } from '#tests/support/owner-database.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

async function aReply() {
  const brand = await aBrand();
  const { itemId, messageId } = await brand.aComment();
  const { action } = await reply(brand.admin, { itemId, text: 'Il arrive demain' });
  return { brand, itemId, messageId, actionId: action.id };
}

async function sendNow(brand: Brand, actionId: string) {
  await brand.wait(actionId);
  await brand.send(actionId);
  return await brand.action(actionId);
}

/** Lets the database refuse a change, as for a bug or a full disk. @returns repairs it */
async function breakWrites({ workspaceId }: Brand, table: string, when: string): Promise<() => Promise<void>> {
  const { prisma } = database();
  const name = `broken_${workspaceId.replaceAll('-', '')}_${table}`;
  await prisma.$executeRawUnsafe(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$`,
  );
  await prisma.$executeRawUnsafe(
    `CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW
      WHEN (NEW."workspaceId" = '${workspaceId}' AND ${when}) EXECUTE FUNCTION ${name}()`,
  );
  const repair = async () => void (await prisma.$executeRawUnsafe(`DROP FUNCTION IF EXISTS ${name}() CASCADE`));
  onTestFinished(repair);
  return repair;
}

const writes = (brand: Brand) => brand.standIn.calls.filter((nsid) => nsid.endsWith('createRecord')).length;

test('a reply that was sent but cannot be recorded is not sent again, and is recorded when the database allows', async () => {
  const { brand, itemId, actionId } = await aReply();
  const repair = await breakWrites(brand, 'item_history', `NEW."act" = 'action_done'`);
  expect(await sendNow(brand, actionId)).toMatchObject({ state: 'queued', errorKind: 'outcome_unknown', attempts: 1 });
  const calls = brand.standIn.calls.length;
  expect(await sendNow(brand, actionId)).toMatchObject({ state: 'queued', attempts: 2 });
  // The network is not called any more.
  expect(brand.standIn.calls.length).toBe(calls);
  await repair();
  expect(await sendNow(brand, actionId)).toMatchObject({ state: 'done', externalId: brand.answers()[0]?.uri });
  expect(writes(brand)).toBe(1);
  expect((await brand.messages(itemId)).map(({ state }) => state)).toEqual(['received', 'sent']);
  expect(await checkCounters(brand.workspaceId)).toEqual([]);
});

test('a reply that can never be recorded ends as unconfirmed and is never sent again', async () => {
  const { brand, itemId, actionId } = await aReply();
  const repair = await breakWrites(brand, 'item_history', `NEW."act" = 'action_done'`);
  for (let attempt = 1; attempt <= 8; attempt += 1) await sendNow(brand, actionId);
  expect(await brand.action(actionId)).toMatchObject({ state: 'unconfirmed' });
  expect((await brand.messages(itemId)).at(-1)).toMatchObject({ state: 'unconfirmed' });
  expect((await brand.item(itemId)).sendFailed).toBe(true);
  await sendNow(brand, actionId);
  expect(await brand.action(actionId)).toMatchObject({ state: 'unconfirmed', attempts: 8 });
  await repair();
  await retryAction(brand.admin, { actionId });
  expect(await sendNow(brand, actionId)).toMatchObject({ state: 'done' });
  expect(writes(brand)).toBe(1);
  expect((await brand.item(itemId)).sendFailed).toBe(false);
}, 60_000);

test('an action that cannot be prepared is given up after eight attempts without a call to the network', async () => {
  const { brand, itemId, messageId, actionId } = await aReply();
  await database().prisma.message.updateMany({
    where: { workspaceId: brand.workspaceId, id: messageId },
    data: { reference: { broken: 1 } },
  });
  for (let attempt = 1; attempt < 8; attempt += 1) {
    expect(await sendNow(brand, actionId)).toMatchObject({ state: 'queued', attempts: attempt });
  }
  expect(await sendNow(brand, actionId)).toMatchObject({ state: 'failed', errorReason: 'unexpected_answer' });
  expect(await brand.item(itemId)).toMatchObject({ status: 'open', sendFailed: true });
  expect(writes(brand)).toBe(0);
}, 60_000);

test('a failure is shown even when not everything about it can be recorded', async () => {
  const { brand, itemId, actionId } = await aReply();
  await breakWrites(brand, 'item_history', `NEW."act" = 'action_failed'`);
  brand.standIn.fail(/createRecord/, { kind: 'answer', status: 400, headers: {}, body: '{"error":"InvalidRecord"}' });
  expect(await sendNow(brand, actionId)).toMatchObject({ state: 'failed', errorReason: 'rejected' });
  expect((await brand.messages(itemId)).at(-1)).toMatchObject({ state: 'failed' });
  expect((await brand.item(itemId)).sendFailed).toBe(true);
});

test('a reply whose message row cannot be changed is sent once, and its action shows the outcome', async () => {
  const { brand, actionId } = await aReply();
  await breakWrites(brand, 'message', `NEW."direction" = 'outbound'`);
  for (let attempt = 1; attempt <= 8; attempt += 1) await sendNow(brand, actionId);
  expect(await brand.action(actionId)).toMatchObject({ state: 'unconfirmed', attempts: 8 });
  expect(brand.answerTexts()).toEqual(['Il arrive demain']);
  expect(writes(brand)).toBe(1);
}, 60_000);

test('an action that kills every worker that takes it is given up', async () => {
  const { brand, actionId } = await aReply();
  await database().prisma.action.updateMany({
    where: { workspaceId: brand.workspaceId, id: actionId },
    data: { state: 'sending', attemptId: crypto.randomUUID(), attempts: 8 },
  });
  const calls = brand.standIn.calls.length;
  expect(await sendNow(brand, actionId)).toMatchObject({ state: 'unconfirmed' });
  expect(brand.standIn.calls.length).toBe(calls);
});
