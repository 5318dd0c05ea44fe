import { randomUUID } from 'node:crypto';
import { aChannel } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type SeededChannels = Awaited<ReturnType<typeof seedChannels>>;

/** A channel of each health. None is due before the walk is over. */
export async function seedChannels(workspaceId: string) {
  const now = Date.now();
  const calm = {
    workspaceId,
    nextPullAt: new Date(now + 40 * MINUTE),
    pullEveryMs: 45 * MINUTE,
    lastPullAt: new Date(now - 2 * MINUTE),
    backfilledAt: new Date(now - 3 * DAY),
    backfillReachedAt: new Date(now - 90 * DAY),
    lastMessageAt: new Date(now - 3 * MINUTE),
    recentLagsMs: [800, 1_200, 4_000],
    credentialsCheckedAt: new Date(now - MINUTE),
  };
  const account = (network: string, handle: string, name: string) => ({
    ...calm,
    network,
    externalId: randomUUID(),
    handle,
    name,
  });
  const instagram = await aChannel({ ...account('instagram', 'maison.lune', 'Maison Lune'), isSubscribed: true });
  const facebook = await aChannel({
    ...account('facebook', 'Maison Lune', 'Maison Lune'),
    rights: { humanAgent: true },
    lastWebhookAt: new Date(now - 5 * MINUTE),
    subscribedAt: new Date(now - 2 * MINUTE),
  });
  const google = await aChannel(account('google', 'Maison Lune Lyon', 'Maison Lune Lyon'));
  const x = await aChannel({
    ...account('x', 'maisonlune', 'Maison Lune'),
    createdAt: new Date(now - 30 * DAY),
    monthlyBudgetMicros: 50_000_000n,
    limitedUntil: new Date(now + 20 * MINUTE),
  });
  const youtube = await aChannel({
    ...account('youtube', 'maisonlune', 'Maison Lune'),
    failedPulls: 6,
    lastErrorAt: new Date(now - 4 * MINUTE),
    lastErrorReason: 'unreachable',
    lastErrorDetail: 'connect ETIMEDOUT',
  });
  const threads = await aChannel({
    ...account('threads', 'maison.lune', 'Maison Lune'),
    status: 'reconnect',
    statusReason: 'bad_credentials',
    nextPullAt: null,
  });
  const linkedin = await aChannel({
    ...account('linkedin', 'maison-lune', 'Maison Lune'),
    silentSince: new Date(now - 2 * DAY),
    unreadableKinds: { message: 'missing_permission' },
  });
  const tiktok = await aChannel({
    ...account('tiktok', 'maisonlune', 'Maison Lune'),
    status: 'paused',
    nextPullAt: null,
  });
  const pinterest = await aChannel({ ...account('pinterest', 'maisonlune', 'Maison Lune') });
  const bluesky = await aChannel({ ...account('bluesky', 'lune.example.test', 'Maison Lune'), backfilledAt: null });
  const whatsapp = await aChannel({ ...account('whatsapp', '+33 4 78 00 12 34', 'Maison Lune'), isSubscribed: true });
  const spends = { posts: 3_150_000n, messages: 420_000n, rechecks: 1_400_000n, actions: 980_000n };
  await database().prisma.channelDaySpend.createMany({
    data: Object.entries(spends).map(([purpose, micros]) => ({
      workspaceId,
      channelId: x.id,
      day: new Date(now - DAY),
      purpose,
      micros,
    })),
  });
  await addTroubles(workspaceId, facebook.id);
  await addUnreadable(workspaceId, google.id);
  return { instagram, facebook, google, x, youtube, threads, linkedin, tiktok, pinterest, bluesky, whatsapp };
}

/** What went wrong on a channel: gaps, an event that could not be stored, and deliveries in each state. */
async function addTroubles(workspaceId: string, channelId: string) {
  const { prisma } = database();
  const now = Date.now();
  await prisma.channelGap.createMany({
    data: [
      { workspaceId, channelId, reason: 'outage', fromAt: new Date(now - DAY), untilAt: new Date(now - DAY / 2) },
      {
        workspaceId,
        channelId,
        reason: 'webhook_lost',
        fromAt: new Date(now - 3 * DAY),
        untilAt: new Date(now - 2 * DAY),
        filledAt: new Date(now - DAY),
        messages: 3,
      },
    ],
  });
  const refused = { refusedReason: 'missing_permission' };
  await prisma.channelSubscription.createMany({
    data: [
      { workspaceId, channelId, event: 'feed', acceptedSince: new Date(now - 3 * DAY) },
      ...['messages', 'standby'].map((event) => ({
        ...refused,
        workspaceId,
        channelId,
        event,
        refusedDetail: `200 (#200) To subscribe to the ${event} field, one of these permissions is needed: pages_messaging`,
      })),
    ],
  });
  await prisma.rejectedEvent.create({
    data: {
      workspaceId,
      channelId,
      fingerprint: randomUUID(),
      type: 'comment',
      externalId: '1048_2211',
      reason: 'malformed',
      detail: 'created_time: expected a number',
      event: '{"id":"1048_2211","created_time":"yesterday"}',
    },
  });
  const delivery = { workspaceId, channelId, network: 'facebook', headers: { 'content-type': 'application/json' } };
  const body = '{"object":"page","entry":[{"id":"104857600000001","changes":[{"field":"feed"}]}]}';
  await prisma.webhookDelivery.createMany({
    data: [
      { ...delivery, body, state: 'processed', processedAt: new Date(now - 4 * MINUTE) },
      { ...delivery, body, state: 'failed', attempts: 5, error: 'connect ETIMEDOUT' },
      { ...delivery, body: '{"object":', state: 'unreadable', error: 'Unexpected end of JSON input' },
    ],
  });
}

/** Entries of the network's lists that could not be read: one with an id, one without. */
async function addUnreadable(workspaceId: string, channelId: string) {
  const entry = { workspaceId, channelId, type: 'entry', reason: 'unreadable' };
  const detail = 'GET reviews: starRating Invalid option: expected one of "ONE"|"TWO"|"THREE"|"FOUR"|"FIVE"';
  await database().prisma.rejectedEvent.createMany({
    data: ['accounts/1/locations/2/reviews/3', null].map((externalId) => ({
      ...entry,
      fingerprint: randomUUID(),
      externalId,
      detail,
      event: JSON.stringify({ type: 'entry', externalId, entry: { name: externalId, starRating: 'SIX' } }),
    })),
  });
}
