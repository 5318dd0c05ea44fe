import { describe, expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { detectSilentChannels } from '#lib/sync/detect-silent-channels.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const NOW = new Date();

const said = (at: number): InboundMessage => ({
  type: 'message',
  externalId: `m-${at}`,
  kind: 'mention',
  threadExternalId: `m-${at}`,
  direction: 'inbound',
  author: { externalId: 'fan', handle: '@fan', name: 'Fan' },
  text: 'Bonjour',
  createdAt: new Date(at),
});

/** A channel with a message every `everyMs` in the last hours of each of `weeks` weeks, and then none for `quietMs`. */
async function aHabit({ weeks = 4, everyMs = 10 * 60_000, quietMs = 3 * HOUR_MS, spanMs = 6 * HOUR_MS } = {}) {
  const { workspaceId } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  const channelRef = { workspaceId, channelId: channel.id };
  const end = NOW.getTime();
  const events: InboundMessage[] = [];
  for (let week = 0; week <= weeks; week += 1) {
    const until = end - week * WEEK_MS - (week === 0 ? quietMs : 0);
    for (let at = end - week * WEEK_MS - spanMs; at <= until; at += everyMs) events.push(said(at));
  }
  await ingest({ ...channelRef, events });
  const silentSince = async () =>
    (await database().prisma.channel.findFirstOrThrow({ where: { id: channel.id } })).silentSince;
  return {
    channelRef,
    silentSince,
    lastAt: new Date(Math.max(...events.map(({ createdAt }) => createdAt.getTime())).valueOf()),
  };
}

describe('a silent channel', () => {
  test('a channel that is silent at an hour when people always write is reported as silent', async () => {
    const quiet = await aHabit({ quietMs: 3 * HOUR_MS });
    const newest = new Date(NOW.getTime() - 3 * HOUR_MS);
    await detectSilentChannels(NOW);
    expect(await quiet.silentSince()).toEqual(newest);
    const events = await database().prisma.realtimeEvent.count({
      where: { kind: 'channel', ids: { has: quiet.channelRef.channelId } },
    });
    await detectSilentChannels(NOW);
    expect(
      await database().prisma.realtimeEvent.count({
        where: { kind: 'channel', ids: { has: quiet.channelRef.channelId } },
      }),
    ).toBe(events);

    await ingest({ ...quiet.channelRef, events: [said(NOW.getTime() - 1000)] });
    await detectSilentChannels(NOW);
    expect(await quiet.silentSince()).toBeNull();
  });

  test('a channel is not reported when it is silent for less than two hours, rarely used, or new', async () => {
    const brief = await aHabit({ quietMs: HOUR_MS });
    const seldom = await aHabit({ everyMs: HOUR_MS });
    const young = await aHabit({ weeks: 3 });
    await detectSilentChannels(NOW);
    for (const channel of [brief, seldom, young]) expect(await channel.silentSince()).toBeNull();
  });
});
