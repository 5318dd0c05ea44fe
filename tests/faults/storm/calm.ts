import { database } from '#tests/support/owner-database.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { until } from '#tests/support/until.ts';
import { channelsOf, type StormyBrand } from './brand.ts';
import type { Team } from './team.ts';

/** How long a busy machine may take for what is left to do. */
const PATIENCE_MS = 300_000;
/** What is due later than this waits for a network's own limits, in milliseconds. */
const SOON_MS = 90_000;

/** The limits that the networks made up are over: what waited for them is due. What was used of the real ones stays used. */
export async function liftLimits({ workspaceId }: StormyBrand): Promise<void> {
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

/** Waits until the workers have nothing left to do but what waits for a real limit of a network. */
export async function untilNothingIsDue(brand: StormyBrand, team: Team): Promise<void> {
  const calmAt = new Date();
  await until(
    'all channels have access',
    async () => {
      await team.reconnect();
      return (await channelsOf(brand)).every(({ status }) => status === 'connected');
    },
    { withinMs: PATIENCE_MS, everyMs: 500 },
  ).catch(async (error: unknown) => {
    throw new Error(JSON.stringify([await channelsOf(brand), team.refusals, team.reconnected]), { cause: error });
  });
  await liftLimits(brand);
  let left: string[] = [];
  const settle = async () =>
    await until(
      'nothing is due',
      async () => {
        await team.reconnect();
        left = await leftToDo(brand, calmAt);
        await lookNow(brand, calmAt);
        return left.length === 0;
      },
      { withinMs: PATIENCE_MS, everyMs: 1_000 },
    ).catch((error: unknown) => {
      throw new Error(`still to do: ${left.join(', ')}`, { cause: error });
    });
  await settle();
  await team.checkUnconfirmed();
  await settle();
}

/** A member presses "look now" where nothing was read since. */
async function lookNow({ workspaceId }: StormyBrand, since: Date): Promise<void> {
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

async function leftToDo(brand: StormyBrand, since: Date): Promise<string[]> {
  const { prisma } = database();
  const { workspaceId, postman, networks } = brand;
  const soon = new Date(Date.now() + SOON_MS);
  const unended = await prisma.action.findMany({
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
  // Behind what waits for a quota, the next answers in the same item wait too, and what else is done to the same message.
  const patient = new Set<string>();
  const actions = unended.filter(({ itemId, targetId, messageId, state, dueAt }) => {
    const place = messageId ? itemId : targetId;
    if (state === 'queued' && dueAt >= soon) patient.add(place);
    return !patient.has(place);
  });
  const deliveries = await prisma.webhookDelivery.groupBy({
    by: ['network'],
    where: { workspaceId, state: 'received', OR: [{ nextAt: null }, { nextAt: { lt: soon } }] },
    _count: true,
  });
  // Whose reading the network limits is read when its quota is anew.
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
 * Works here what workers would do after a while: reads every channel, sends what waited for a quota. The clock was set
 * on before, so that the quotas are new.
 */
export async function workLater({ workspaceId, networks, postman }: StormyBrand, leapMs: number): Promise<void> {
  const { prisma } = database();
  await prisma.$executeRaw`
    UPDATE "rate_limit_use" SET "closedUntil" = NULL, "resetAt" = "resetAt" - ${leapMs} * interval '1 millisecond',
      "partAt" = "partAt" - ${leapMs} * interval '1 millisecond'`;
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
