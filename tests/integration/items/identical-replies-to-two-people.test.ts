import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { reply } from '#lib/outbox/reply.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { actionRequest } from '#lib/outbox/attempts/action-request.ts';
import { takeAction } from '#lib/outbox/attempts/take-action.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';
const TEXT = 'Merci à vous !';

// On Instagram all replies belong to the top comment, whoever they answer.
const standIns = await serveNetworks(['instagram']);
afterAll(() => standIns.stop());
const { sandbox, faults } = standIns.of('instagram');

let admin: Caller;
let channelRef: { workspaceId: string; channelId: string };
let top: string;
let [first, second] = ['', ''];
/** How often the brand has sent this text, in all tests. */
const said = () => sandbox.publicPage().split(TEXT).length - 1;
let before = 0;

beforeEach(async () => {
  ({ admin } = await aWorkspace());
  before = said();
  const { id: channelId } = await connectChannel(admin, { network: 'instagram', credentials: sandbox.connectInput() });
  channelRef = { workspaceId: admin.workspaceId, channelId };
  top = sandbox.fanWrites({ kind: 'comment', text: 'Superbe', under: sandbox.brandPosts('Nouveau') });
  const below = sandbox.fanWrites({ kind: 'comment', text: 'Oui, superbe', fan: 'noa', under: top });
  await pullChannel(channelRef);
  [first, second] = [await answer(top), await answer(below)];
});

async function answer(externalId: string): Promise<string> {
  const { itemId } = await database().prisma.message.findFirstOrThrow({ where: { ...channelRef, externalId } });
  return (await reply(admin, { itemId, text: TEXT })).action.id;
}

async function stored(actionId: string) {
  return await database().prisma.action.findFirstOrThrow({
    where: { workspaceId: channelRef.workspaceId, id: actionId },
  });
}

/** Makes the action due and sends it as a worker does. */
async function sendNow(actionId: string) {
  const past = new Date(Date.now() - 1);
  await database().prisma.action.updateMany({ where: { id: actionId }, data: { dueAt: past, leaseUntil: past } });
  await sendAction({ workspaceId: channelRef.workspaceId, actionId });
  return await stored(actionId);
}

/** Sends an action without recording it. */
async function sendOnly(actionId: string): Promise<void> {
  const { workspaceId } = channelRef;
  const taken = await inWorkspace(workspaceId, async (tx) => {
    const action = await takeAction(tx, { workspaceId, actionId, leaseMs: 60_000 });
    const channel = await openChannel(tx, channelRef, AbortSignal.timeout(10_000));
    return action && channel && { channel, request: await actionRequest(tx, workspaceId, action) };
  });
  if (!taken) throw new Error('there was nothing to send');
  await taken.channel.connector.perform(taken.channel.context, taken.request);
}

async function bothStand(): Promise<void> {
  const ids = await Promise.all([first, second].map(async (id) => (await stored(id)).externalId));
  expect(new Set(ids).size).toBe(2);
  const items = await database().prisma.item.findMany({ where: channelRef, select: { id: true } });
  const details = await Promise.all(items.map(({ id }) => getItem(admin, { itemId: id })));
  const outbound = details.flatMap(({ messages }) => messages).filter(({ member }) => member?.id === admin.memberId);
  expect(outbound.map(({ state, deletedAt }) => [state, deletedAt])).toEqual([
    ['sent', null],
    ['sent', null],
  ]);
  expect(said()).toBe(before + 2);
}

describe('the same reply to two people in one thread', () => {
  test('the same reply to two people is sent to both, although the first is not recorded yet', async () => {
    await sendOnly(first);
    expect(await sendNow(second)).toMatchObject({ state: 'done' });
    expect(await sendNow(first)).toMatchObject({ state: 'done' });
    await bothStand();
  });

  test('a reply of unknown outcome waits for the identical one under way and does not claim its message', async () => {
    await sendOnly(first);
    faults.failNext('write', { kind: 'cut', when: 'before' });
    expect(await sendNow(second)).toMatchObject({ state: 'queued', lookFirst: true });
    expect(await sendNow(second)).toMatchObject({ state: 'queued', lookFirst: true });
    expect(await sendNow(first)).toMatchObject({ state: 'done' });
    expect(await sendNow(second)).toMatchObject({ state: 'done' });
    await bothStand();
  });
});
