import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { readCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { findDueRenewals, renewAhead } from '#lib/channels/credentials/renew-ahead.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';
import { waitFor } from '#tests/support/wait-for.ts';

// The refresh tokens of all these are good for one use. On Pinterest the access token before lives on; on X and TikTok
// it dies with it.
const networks = ['x', 'tiktok', 'pinterest'];
const standIns = await serveNetworks(networks);
afterAll(() => standIns.stop());

let admin: Caller;
beforeEach(async () => {
  ({ admin } = await aWorkspace());
});

async function connected(network: string) {
  const { sandbox, calls, faults } = standIns.of(network);
  const credentials = { ...sandbox.connectInput(), expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
  const { id: channelId } = await connectChannel(admin, { network, credentials });
  const channelRef = { workspaceId: admin.workspaceId, channelId };
  const { prisma } = database();
  return {
    channelRef,
    sandbox,
    /** The number of requests for tokens. */
    asked: () => calls.filter(({ path }) => /token/.test(path)).length,
    /** Loses the network's next answer with tokens, after the network has issued them. */
    loseAnswer: () => faults.failNext(isWriteOf(network) ? 'write' : 'read', { kind: 'cut', when: 'after' }),
    status: async () => (await getChannel(admin, channelRef)).status,
    stored: () => inWorkspace(channelRef.workspaceId, (tx) => readCredentials(tx, channelRef)),
    row: () => prisma.channelCredential.findFirstOrThrow({ where: channelRef }),
    isDue: async () => (await findDueRenewals(1_000)).some((due) => due.channelId === channelId),
    /** Makes the renewal due and runs it. */
    renewNow: async () => {
      const past = new Date(Date.now() - 1);
      await prisma.channelCredential.updateMany({
        where: { ...channelRef, refreshAt: { not: null } },
        data: { refreshAt: past },
      });
      await renewAhead(channelRef);
    },
    pullNow: async () => {
      const where = { workspaceId_id: { workspaceId: channelRef.workspaceId, id: channelId } };
      await prisma.channel.update({ where, data: { nextPullAt: new Date(), limitedUntil: null } });
      await pullChannel(channelRef);
    },
    open: async () => {
      const channel = await inWorkspace(channelRef.workspaceId, (tx) =>
        openChannel(tx, channelRef, AbortSignal.timeout(30_000)),
      );
      if (!channel) throw new Error('the channel cannot be opened');
      return channel;
    },
  };
}

/** Whether the network's stand-in counts a request for tokens as a write. */
function isWriteOf(network: string): boolean {
  const { sandbox } = standIns.of(network);
  const paths: Record<string, string> = {
    x: '/2/oauth2/token',
    tiktok: '/open_api/v1.3/tt_user/oauth2/refresh_token/',
    pinterest: '/v5/oauth/token',
  };
  return sandbox.isWrite({
    method: 'POST',
    path: paths[network] ?? '',
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(''),
  });
}

describe('a renewal whose answer got lost', () => {
  test.each(['x', 'tiktok'])(
    'when the answer of %s with new tokens is lost, the channel asks to be reconnected and nobody keeps trying',
    async (network) => {
      const channel = await connected(network);
      const before = channel.asked();
      channel.loseAnswer();
      await channel.renewNow();
      // The outcome is unknown, so the renewal is repeated after a pause.
      expect(await channel.status()).toBe('connected');
      expect(await channel.isDue()).toBe(false);
      await channel.renewNow();
      expect(await channel.status()).toBe('reconnect');
      const asked = channel.asked();
      expect(asked - before).toBeLessThanOrEqual(2);
      expect(await channel.isDue()).toBe(false);
      await channel.renewNow();
      await channel.pullNow();
      expect(channel.asked()).toBe(asked);
    },
  );

  test('when the answer of Pinterest with new tokens is lost, the channel is read until the old access token expires', async () => {
    const channel = await connected('pinterest');
    channel.loseAnswer();
    await channel.renewNow();
    for (let round = 0; round < 4; round += 1) {
      await channel.renewNow();
      await channel.pullNow();
      expect(await channel.status()).toBe('connected');
      expect(await channel.isDue()).toBe(false);
    }
    const { refreshAt, failedRenewals } = await channel.row();
    expect(failedRenewals).toBe(5);
    // The pauses grow, so that a dead token is not sent to the network all day.
    expect(refreshAt?.getTime()).toBeGreaterThan(Date.now() + 10 * 60_000);

    channel.sandbox.expireAccess();
    await channel.pullNow();
    expect(await channel.status()).toBe('reconnect');
    const asked = channel.asked();
    await channel.renewNow();
    await channel.pullNow();
    expect(channel.asked()).toBe(asked);
  });

  test('when a renewal never reached the network, the next one works', async () => {
    const channel = await connected('x');
    const before = await channel.stored();
    standIns.of('x').faults.failNext('read', { kind: 'cut', when: 'before' });
    await channel.renewNow();
    await channel.renewNow();
    expect(await channel.status()).toBe('connected');
    expect(await channel.stored()).not.toEqual(before);
  });
});

describe('a worker that dies before it stored new tokens', () => {
  test.each([
    ['x', 'reconnect'],
    ['pinterest', 'connected'],
  ])('a worker that dies before it stored new tokens of %s leaves the channel %s', async (network, status) => {
    const channel = await connected(network);
    const { connector, context } = await channel.open();
    await connector.refresh?.(context.credentials, context);
    await database().prisma.channelCredential.updateMany({
      where: channel.channelRef,
      data: { leaseId: crypto.randomUUID(), leaseUntil: new Date(Date.now() - 1) },
    });
    const asked = channel.asked();
    await channel.renewNow();
    expect(await channel.status()).toBe(status);
    expect(channel.asked()).toBe(asked + 1);
    expect(await channel.isDue()).toBe(false);
  });

  test('new tokens are stored as soon as the database works again', async () => {
    const channel = await connected('x');
    const before = await channel.stored();
    const { prisma } = database();
    const name = `away_${channel.channelRef.channelId.replaceAll('-', '')}`;
    await prisma.$executeRawUnsafe(
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away'; END $$`,
    );
    await prisma.$executeRawUnsafe(
      `CREATE TRIGGER ${name} BEFORE UPDATE ON "channel_credential" FOR EACH ROW
        WHEN (NEW."channelId" = '${channel.channelRef.channelId}' AND NEW."sealed" <> OLD."sealed") EXECUTE FUNCTION ${name}()`,
    );
    const refreshes = channel.sandbox.logins().refreshes;
    const renewal = channel.renewNow();
    await waitFor('the network has answered', () => channel.sandbox.logins().refreshes > refreshes);
    expect(await channel.stored()).toEqual(before);
    await prisma.$executeRawUnsafe(`DROP FUNCTION ${name}() CASCADE`);
    await renewal;
    expect(await channel.stored()).not.toEqual(before);
    expect(channel.sandbox.logins().refreshes).toBe(refreshes + 1);
    expect(await channel.status()).toBe('connected');
    await channel.pullNow();
    expect(await channel.status()).toBe('connected');
  });
});
