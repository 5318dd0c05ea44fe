import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { checkCredentials, findDueAccessChecks } from '#lib/channels/credentials/check-credentials.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { pullNow } from '#lib/channels/pull-now.ts';
import { createSandbox } from '#sandbox/facebook/sandbox.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

process.env.PUBLIC_URL = 'https://inbox.example.test';
const { server, sandbox } = await serveSandbox('facebook', createSandbox);
afterAll(async () => await server.stop());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ago = (ms: number) => new Date(Date.now() - ms);

let channel: Awaited<ReturnType<typeof aSandboxChannel>>;
beforeEach(async () => {
  channel = await aSandboxChannel('facebook', sandbox);
});

const view = async () => await getChannel(channel.admin, channel.channelRef);
/** The daily check, now. */
const check = async () => {
  await channel.change({ credentialsCheckedAt: null });
  await checkCredentials(channel.channelRef);
};
const outcomes = () =>
  database().prisma.channelSubscription.findMany({
    where: { workspaceId: channel.workspaceId },
    orderBy: { event: 'asc' },
  });
const write = (kind: 'comment' | 'message', text: string, agoMs: number) =>
  sandbox.fanWrites({
    kind,
    text,
    fan: 'ana',
    agoMs,
    ...(kind === 'comment' ? { under: sandbox.brandPosts(`Article ${text}`) } : {}),
  });
/** As if the network had accepted it then. */
const acceptedAt = async (acceptedSince: Date) => {
  await channel.change({ createdAt: ago(3 * DAY_MS) });
  await database().prisma.channelSubscription.updateMany({
    where: { workspaceId: channel.workspaceId, refusedReason: null },
    data: { acceptedSince },
  });
};

describe('what a network said about a subscription', () => {
  test('is not known before it was asked, and is stored event by event', async () => {
    expect((await view()).push).toMatchObject({ state: 'not_asked', askedAt: null, accepted: [], refused: [] });
    await check();
    const { push } = await view();
    expect(push).toMatchObject({ state: 'accepted', askedAt: expect.any(String) as string, refused: [] });
    expect(push?.accepted.find(({ event }) => event === 'feed')?.kinds).toEqual(['comment']);
  });

  test('keeps the moment since which an event is accepted, however often it is asked for', async () => {
    await check();
    const before = await outcomes();
    await check();
    expect(await outcomes()).toEqual(before);
  });

  test('what nobody asks for any more is forgotten', async () => {
    const old = { ...channel.channelRef, event: 'of_an_earlier_version', acceptedSince: new Date() };
    await database().prisma.channelSubscription.create({ data: old });
    await check();
    expect((await outcomes()).map(({ event }) => event)).not.toContain('of_an_earlier_version');
  });
});

describe('a subscription that finds nothing', () => {
  test('a message that was not pushed is missing from the subscription on, though nothing ever came', async () => {
    await check();
    await acceptedAt(ago(DAY_MS));
    await channel.pull();
    write('comment', 'Avant l’abonnement', 2 * DAY_MS);
    await channel.pull();
    expect(await channel.gaps()).toEqual([]);
    write('comment', 'Jamais poussé', HOUR_MS);
    await channel.pull();
    expect(await channel.gaps()).toMatchObject([{ reason: 'webhook_lost', messages: 1 }]);
    expect((await view()).push?.missingSince).not.toBeNull();

    // Hours later it is still the same.
    await database().prisma.channelGap.updateMany({
      where: { workspaceId: channel.workspaceId },
      data: { foundAt: ago(5 * HOUR_MS) },
    });
    write('comment', 'Non plus', HOUR_MS / 2);
    await channel.pull();
    expect(await channel.gaps()).toMatchObject([{ reason: 'webhook_lost', messages: 2 }]);

    await channel.change({ lastWebhookAt: new Date() });
    expect((await view()).push?.missingSince).toBeNull();
  });
});

/** The stand-in withholds from here on. */
describe('a subscription that is refused', () => {
  test('shows what is refused with the network’s words, and the rest is subscribed', async () => {
    sandbox.withhold?.('pages_messaging');
    await check();
    const { push } = await view();
    expect(push?.state).toBe('partly');
    expect(push?.accepted.map(({ event }) => event)).toEqual(['feed', 'mention', 'ratings']);
    expect(push?.refused.find(({ event }) => event === 'messages')).toMatchObject({
      kinds: ['message'],
      reason: 'missing_permission',
      detail: expect.stringContaining('one of these permissions is needed: pages_messaging') as string,
    });
  });

  test('what was accepted and is refused now counts as refused, and what is refused is not missed', async () => {
    await check();
    await database().prisma.channelSubscription.updateMany({
      where: { workspaceId: channel.workspaceId },
      data: { acceptedSince: ago(DAY_MS), refusedReason: null, refusedDetail: null },
    });
    await check();
    expect((await view()).push?.state).toBe('partly');
    await channel.pull();
    await acceptedAt(ago(DAY_MS));
    await channel.change({ lastWebhookAt: new Date(), subscribedAt: ago(DAY_MS) });
    write('message', 'En privé', HOUR_MS);
    await channel.pull();
    expect(await channel.texts()).toContain('En privé');
    expect(await channel.gaps()).toEqual([]);
  });

  test('is asked for again when a member checks the channel now', async () => {
    await check();
    const isDue = async () =>
      (await findDueAccessChecks(1_000)).some(({ channelId }) => channelId === channel.channelId);
    expect(await isDue()).toBe(false);
    await pullNow(channel.admin, channel.channelRef);
    expect(await isDue()).toBe(true);
  });
});
