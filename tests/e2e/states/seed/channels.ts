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
  await addChecks(workspaceId, { checked: facebook.id, underWay: x.id });
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

/** A check that found something in each way, with a trial that ended, and one that a member has just begun. */
async function addChecks(workspaceId: string, { checked, underWay }: { checked: string; underWay: string }) {
  const { prisma } = database();
  const now = Date.now();
  const done = await prisma.channelCheck.create({
    data: { workspaceId, channelId: checked, isAutomatic: true, finishedAt: new Date(now - 2 * MINUTE) },
  });
  const refused = '200 (#200) To subscribe to the messages field, one of these permissions is needed: pages_messaging';
  const lines = [
    { kind: 'sign_in', name: 'Facebook', outcome: 'passed' },
    { kind: 'scope', name: 'pages_read_engagement', outcome: 'passed', itemKinds: ['comment'] },
    { kind: 'scope', name: 'pages_messaging', outcome: 'failed', reason: 'scope_missing', itemKinds: ['message'] },
    { kind: 'read', name: 'GET /{page}/published_posts', outcome: 'passed', itemKinds: ['comment'] },
    { kind: 'read', name: 'GET /{conversation}/messages', outcome: 'unknown', reason: 'nothing_to_read' },
    { kind: 'event', name: 'messages', outcome: 'failed', reason: 'missing_permission', detail: refused },
    { kind: 'webhook', name: 'facebook', outcome: 'failed', reason: 'webhook_redirects', detail: 'HTTP 301' },
    {
      kind: 'quota',
      name: 'app',
      outcome: 'failed',
      reason: 'quota_too_small',
      needed: 7_488,
      available: 7_000,
      channels: 4,
    },
    { kind: 'quota', name: 'page', outcome: 'unknown', reason: 'not_told' },
  ];
  const begun = await prisma.channelCheck.create({
    data: { workspaceId, channelId: underWay, isAutomatic: false, leaseUntil: new Date(now + 365 * DAY) },
  });
  const coming = [
    { kind: 'sign_in', name: 'X', outcome: 'passed' },
    { kind: 'read', name: 'GET /2/users/{id}/mentions', itemKinds: ['mention', 'comment'] },
    { kind: 'budget', name: 'X' },
  ];
  await prisma.channelCheckLine.createMany({
    data: [
      ...lines.map((line, position) => ({ workspaceId, checkId: done.id, position, ...line })),
      ...coming.map((line, position) => ({ workspaceId, checkId: begun.id, position, ...line })),
    ],
  });
  const writtenAt = new Date(now - 10 * MINUTE);
  const arrival = { arrivedAt: new Date(now - 10 * MINUTE + 43_000), writtenAt, way: 'poll', itemKind: 'comment' };
  await prisma.channelTrial.create({ data: { workspaceId, channelId: checked, startedAt: writtenAt, ...arrival } });
  await prisma.channelTrial.create({ data: { workspaceId, channelId: underWay, startedAt: new Date(now - MINUTE) } });
  await prisma.channelFinding.create({ data: { workspaceId, channelId: underWay, name: 'names', value: 'post' } });
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
