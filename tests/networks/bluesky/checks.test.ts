import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import type { BlueskyCredentials } from '#lib/networks/bluesky/credentials.ts';
import type { Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectChannel, type TestChannel } from '../channel.ts';
import { StandIn } from './stand-in/stand-in.ts';

let standIn: StandIn;
let bluesky: Connector<BlueskyCredentials>;
let channel: TestChannel<BlueskyCredentials>;
beforeEach(async () => {
  standIn = await new StandIn().start();
  bluesky = createBluesky({ allowPrivate: true, serviceUrl: standIn.url, timeoutMs: 2_000 });
  channel = await connectChannel(bluesky, { identifier: 'brand.test', password: standIn.password });
});
afterEach(async () => await standIn.stop());

test('each read of the check is answered, and can be read', async () => {
  const reads = bluesky.checks?.reads ?? [];
  expect(reads.map(({ name }) => name)).toEqual([
    'app.bsky.notification.listNotifications',
    'app.bsky.feed.getAuthorFeed',
    'chat.bsky.convo.getLog',
  ]);
  for (const { read } of reads) await read(channel);
});

test('an account that nobody can sign in to any more fails them', async () => {
  await standIn.stop();
  const [first] = bluesky.checks?.reads ?? [];
  await expect(first?.read(channel)).rejects.toThrow(NetworkError);
});
