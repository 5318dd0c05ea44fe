import { database } from '#tests/support/owner-database.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { channelsOf, type StormBrand } from './brand.ts';
import type { Team } from './team.ts';

/** How long a busy machine may take for the work that is left, in milliseconds. */
const PATIENCE_MS = 300_000;
/** Work that is due later than this waits for a network's real limit, in milliseconds. */
const SOON_MS = 90_000;

/** Ends the limits that the networks made up, so that what waited for them is due. The use of real limits stays. */
export async function liftLimits({ workspaceId }: StormBrand): Promise<void> {
  const { prisma } = database();
  await prisma.$executeRaw`UPDATE "rate_limit_use" SET "closedUntil" = NULL`;
  await prisma.channel.updateMany({
    where: { workspaceId, status: 'connected' },
    data: { nextPullAt: new Date(), limitedUntil: null },
  });
  await prisma.$executeRaw`
    UPDATE "action" SET "dueAt" = now() WHERE "workspaceId" = ${workspaceId}::uuid AND "state" = 'queued' AND "dueAt" > now()`;
  await prisma.$executeRaw`
    UPDATE "webhook_delivery" SET "nextAt" = NULL WHERE "workspaceId" = ${workspaceId}::uuid AND "state" = 'received'
      AND "error" IS NOT NULL`;
}

/** Waits until the workers have nothing left to do except what waits for a real limit of a network. */
export async function waitUntilNothingIsDue(brand: StormBrand, team: Team): Promise<void> {
  const stormEndedAt = new Date();
  const reconnect = async () => {
    await team.reconnect();
    const { refusals, reconnected } = team;
    return { channels: await channelsOf(brand), refusals, reconnected };
  };
  await waitFor('all channels are connected', reconnect, {
    until: ({ channels }) => channels.every(({ status }) => status === 'connected'),
    withinMs: PATIENCE_MS,
    everyMs: 500,
  });
  await liftLimits(brand);
  const findWorkLeft = async () => {
    await team.reconnect();
    const left = await workLeft(brand, stormEndedAt);
    await pullUnread(brand, stormEndedAt);
    return left;
  };
  const settle = async () =>
    await waitFor('no work is left', findWorkLeft, {
      until: (left) => left.length === 0,
      withinMs: PATIENCE_MS,
      everyMs: 1_000,
    });
  await settle();
  await team.checkUnconfirmed();
  await settle();
}

/** A member presses "check now" on the channels that were not read since. */
async function pullUnread({ workspaceId }: StormBrand, since: Date): Promise<void> {
  await database().prisma.channel.updateMany({
    where: {
      workspaceId,
      status: 'connected',
      limitedUntil: null,
      pullLeaseId: null,
      OR: [{ lastPullAt: null }, { lastPullAt: { lt: since } }],
    },
    data: { nextPullAt: new Date() },
  });
}

async function workLeft(brand: StormBrand, since: Date): Promise<string[]> {
  const { prisma } = database();
  const { workspaceId, postman, networks } = brand;
  const soon = new Date(Date.now() + SOON_MS);
  const unfinished = await prisma.action.findMany({
    where: { workspaceId, state: { in: ['queued', 'sending'] } },
    orderBy: { createdAt: 'asc' },
    select: {
      itemId: true,
      targetId: true,
      messageId: true,
      kind: true,
      state: true,
      channelId: true,
      errorDetail: true,
      attempts: true,
      dueAt: true,
      leaseUntil: true,
      lookFirst: true,
    },
  });
  // Behind an action that waits for a rate limit, the next replies in the same item and actions on the same message wait too.
  const waitingIds = new Set<string>();
  const actions = unfinished.filter(({ itemId, targetId, messageId, state, dueAt }) => {
    const queueId = messageId ? itemId : targetId;
    if (state === 'queued' && dueAt >= soon) waitingIds.add(queueId);
    return !waitingIds.has(queueId);
  });
  const deliveries = await prisma.webhookDelivery.groupBy({
    by: ['network'],
    where: { workspaceId, state: 'received', OR: [{ nextAt: null }, { nextAt: { lt: soon } }] },
    _count: true,
  });
  // A channel that is rate limited is read when its limit resets.
  const unread = (await channelsOf(brand)).filter(
    ({ lastPullAt, lastErrorReason }) =>
      lastErrorReason !== 'rate_limited' && (lastPullAt === null || lastPullAt < since),
  );
  return [
    ...(postman.waiting > 0 ? [`${postman.waiting} deliveries on the way`] : []),
    ...deliveries.map(({ network, _count }) => `${_count} deliveries of ${network}`),
    ...actions.map(
      (action) =>
        `${networks.find(({ channelId }) => channelId === action.channelId)?.network} ${JSON.stringify(action)}`,
    ),
    ...unread.map(({ network, status, lastErrorDetail }) => `read ${network} (${status} ${lastErrorDetail ?? ''})`),
  ];
}

/**
 * Does in this process what workers would do some time later: reads every channel and sends what waited for a rate limit.
 * The clock has been advanced by the same time before, so that the networks' limits have reset.
 */
export async function workAfter({ workspaceId, networks, postman }: StormBrand, passedMs: number): Promise<void> {
  const { prisma } = database();
  await prisma.$executeRaw`
    UPDATE "rate_limit_use" SET "closedUntil" = NULL, "resetAt" = "resetAt" - ${passedMs} * interval '1 millisecond',
      "partAt" = "partAt" - ${passedMs} * interval '1 millisecond'`;
  const channelIds = networks.map(({ channelId }) => channelId);
  await postman.round();
  for (let round = 0; round < 5; round += 1) {
    await prisma.$executeRaw`
      UPDATE "webhook_delivery" SET "nextAt" = NULL WHERE "workspaceId" = ${workspaceId}::uuid AND "state" = 'received'`;
    for (const channelId of channelIds) await processDeliveries({ workspaceId, channelId });
    await prisma.$executeRaw`
      UPDATE "action" SET "dueAt" = now() WHERE "workspaceId" = ${workspaceId}::uuid AND "state" = 'queued'`;
    const waiting = await prisma.action.findMany({
      where: { workspaceId, state: { in: ['queued', 'sending'] } },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    });
    for (const { id } of waiting) await sendAction({ workspaceId, actionId: id });
    if (waiting.length === 0) break;
  }
  for (const channelId of channelIds) {
    await prisma.channel.updateMany({
      where: { workspaceId, id: channelId, status: 'connected' },
      data: { nextPullAt: new Date(), limitedUntil: null, pullLeaseUntil: null },
    });
    await pullChannel({ workspaceId, channelId });
  }
  await postman.round();
}
