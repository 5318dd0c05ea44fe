import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import type { StormBrand, StormNetwork } from './brand.ts';
import { channelsOf } from './brand.ts';

/** Networks that keep one answer to a review: a new answer replaces it. */
const REPLACES = new Set(['google']);

/** Limits of one second, as the stand-ins name them. */
const SECOND = /QPS|a second/;

/**
 * How often a limit of one second was exceeded. We count a call when it is sent, the network when it arrives; on a busy
 * machine that is more than a second later, so these are printed and not counted as differences.
 */
export function countShortLimitsExceeded({ networks }: StormBrand): number {
  return networks.flatMap(({ sandbox }) => sandbox.exceeded()).filter((limit) => SECOND.test(limit)).length;
}

/**
 * Whether no list contains a comment: on YouTube, when it answers a comment that is held for review. "A comment thread can be
 * included in the response if the top-level comment or at least one of the replies to that comment are awaiting review"
 * (CommentThreads: list, `moderationStatus`): no list contains the published replies of a comment that awaits review.
 */
function isInNoList({ network, sandbox }: StormNetwork, id: string): boolean {
  const [top = ''] = id.split('.');
  return network === 'youtube' && top !== id && sandbox.isSet('hide', top);
}

/** Compares all networks with the inbox. @returns one sentence a difference */
export async function findDifferences(brand: StormBrand, texts: ReadonlyMap<string, string>): Promise<string[]> {
  const { workspaceId } = brand;
  const differences: string[] = [];
  for (const network of brand.networks) {
    const found = [
      ...(await messageDifferences(workspaceId, network)),
      ...(await replyDifferences(workspaceId, network, texts)),
      ...(await moderationDifferences(workspaceId, network)),
      ...network.sandbox
        .exceeded()
        .filter((limit) => !SECOND.test(limit))
        .map((limit) => `limit exceeded: ${limit}`),
    ];
    differences.push(...found.map((difference) => `${network.network}: ${difference}`));
  }
  for (const { network, status, statusReason, lastErrorReason, lastErrorDetail } of await channelsOf(brand)) {
    if (status !== 'connected') differences.push(`${network}: is ${status} (${statusReason})`);
    if (lastErrorReason) differences.push(`${network}: reading ends with ${lastErrorReason} ${lastErrorDetail}`);
  }
  for (const difference of await checkCounters(workspaceId)) differences.push(JSON.stringify(difference));
  return [...differences, ...(await itemDifferences(workspaceId)), ...(await deliveryDifferences(workspaceId))];
}

/** Every message of a contact is in the inbox once, with its newest text; deleted ones are not shown. */
async function messageDifferences(workspaceId: string, network: StormNetwork): Promise<string[]> {
  const { sandbox, channelId } = network;
  const messages = await database().prisma.message.findMany({
    where: { workspaceId, channelId, externalId: { not: null } },
    select: { externalId: true, direction: true, text: true, deletedAt: true },
  });
  const differences: string[] = [];
  const onNetwork = sandbox.held();
  const idsOnNetwork = new Set(onNetwork.map(({ id }) => id));
  for (const { id, kind, text, isDeleted, direction } of onNetwork) {
    const found = messages.filter(({ externalId }) => externalId === id);
    const label = `the ${direction} ${kind} "${text}" (${id})`;
    if (found.length > 1) differences.push(`${found.length} times ${label}`);
    if (isInNoList(network, id)) continue;
    const [message] = found;
    if (isDeleted) {
      if (message && message.deletedAt === null) differences.push(`still there: ${label}`);
    } else if (!message) {
      if (direction === 'inbound') differences.push(`missing: ${label}`);
    } else if (message.direction !== direction) differences.push(`${message.direction}: ${label}`);
    else if (message.deletedAt) differences.push(`deleted here: ${label}`);
    else if (direction === 'inbound' && message.text !== text) differences.push(`reads "${message.text}": ${label}`);
  }
  for (const { externalId, text, direction } of messages) {
    if (externalId !== null && !idsOnNetwork.has(externalId) && direction === 'inbound') {
      differences.push(`on no network: ${direction} "${text}" (${externalId})`);
    }
  }
  return differences;
}

/** Every reply called sent is on the network once, every reply called failed not at all. */
async function replyDifferences(
  workspaceId: string,
  { network, sandbox, channelId }: StormNetwork,
  texts: ReadonlyMap<string, string>,
): Promise<string[]> {
  const actions = await database().prisma.action.findMany({
    where: { workspaceId, channelId, messageId: { not: null } },
    orderBy: [{ finishedAt: 'asc' }, { createdAt: 'asc' }],
    include: { target: { select: { externalId: true, deletedAt: true } } },
  });
  const messages = await database().prisma.message.findMany({
    where: { workspaceId, channelId, direction: 'outbound' },
    select: { id: true, text: true, externalId: true, deletedAt: true },
  });
  const differences: string[] = [];
  const onNetwork = sandbox.held();
  for (const { id, kind, state, messageId, target, targetId, errorReason, errorDetail } of actions) {
    const message = messages.find((one) => one.id === messageId);
    if (!message || target.externalId === null) {
      differences.push(`the ${kind} ${id} has lost its message`);
      continue;
    }
    const text = texts.get(id) ?? message.text;
    const label = `the ${kind} "${text}" to ${target.externalId} (${state} ${errorReason ?? ''} ${errorDetail ?? ''})`;
    // In a conversation that went on, the stand-in counts a reply as an answer to the first message: search by text too.
    const times = Math.max(
      sandbox.answersTo(target.externalId).filter((answer) => answer.includes(text)).length,
      onNetwork.filter((one) => one.direction === 'outbound' && !one.isDeleted && one.text.includes(text)).length,
    );
    const isTargetGone = onNetwork.find((one) => one.id === target.externalId)?.isDeleted ?? true;
    const isReplaced =
      REPLACES.has(network) && actions.findLast((one) => one.targetId === targetId && one.state === 'done')?.id !== id;
    const here = messages.filter((one) => one.id === messageId || (one.text.includes(text) && one.deletedAt === null));
    switch (state) {
      case 'done':
        if (times > 1 || (times === 0 && !isTargetGone && !isReplaced)) differences.push(`${times} times ${label}`);
        if (here.length !== 1) differences.push(`${here.length} times in the inbox: ${label}`);
        break;
      case 'failed':
      case 'cancelled':
        // A reply that was perhaps sent and then deleted together with its target is nowhere now.
        if (times > 0 && !(isTargetGone && errorReason === 'target_gone')) differences.push(`${times} times ${label}`);
        if (here.length !== 1) differences.push(`${here.length} times in the inbox: ${label}`);
        break;
      case 'unconfirmed':
        if (times > 1) differences.push(`${times} times ${label}`);
        break;
      case 'awaiting_approval':
      case 'sent_back':
      case 'scheduled':
      case 'held':
      case 'queued':
      case 'sending':
        differences.push(`not finished: ${label}`);
        break;
      default:
        state satisfies never;
    }
  }
  return differences;
}

async function moderationDifferences(workspaceId: string, { sandbox, channelId }: StormNetwork): Promise<string[]> {
  const actions = await database().prisma.action.findMany({
    where: { workspaceId, channelId, messageId: null },
    orderBy: { createdAt: 'asc' },
    include: { target: { select: { externalId: true, deletedAt: true, hidden: true, liked: true } } },
  });
  const differences: string[] = [];
  const gone = new Set(sandbox.held().flatMap(({ id, isDeleted }) => (isDeleted ? [id] : [])));
  const byTarget = Map.groupBy(actions, ({ targetId, kind }) => `${targetId} ${kind.replace('un', '')}`);
  for (const [key, some] of byTarget) {
    const [last] = some.slice(-1);
    const what = key.split(' ')[1];
    const id = last?.target.externalId;
    for (const { kind, state, errorReason } of some) {
      if (state === 'queued' || state === 'sending')
        differences.push(`not finished: ${kind} ${id} (${state} ${errorReason})`);
    }
    if (!last || !id || gone.has(id) || (what !== 'hide' && what !== 'like')) continue;
    // An unconfirmed action may or may not have happened.
    if (some.some(({ state }) => state === 'unconfirmed')) continue;
    const isHere = what === 'hide' ? last.target.hidden : last.target.liked;
    const isThere = sandbox.isSet(what, id);
    const story = some.map(({ kind, state, errorReason }) => `${kind} ${state} ${errorReason ?? ''}`).join(', ');
    if (isHere !== isThere) differences.push(`${what} is ${isHere} here and ${isThere} there: ${id} (${story})`);
  }
  return differences;
}

/** Every item counts its messages right. */
async function itemDifferences(workspaceId: string): Promise<string[]> {
  const rows = await database().prisma.$queryRaw<{ id: string; counted: number; stored: number }[]>`
    SELECT i."id", i."messageCount" AS counted, count(m."id")::int AS stored FROM "item" i
    LEFT JOIN "message" m ON m."workspaceId" = i."workspaceId" AND m."itemId" = i."id"
    WHERE i."workspaceId" = ${workspaceId}::uuid GROUP BY i."id", i."messageCount" HAVING i."messageCount" <> count(m."id")`;
  return rows.map(({ id, counted, stored }) => `the item ${id} counts ${counted} messages and has ${stored}`);
}

/** Every delivery is processed, and none belongs to nobody. */
async function deliveryDifferences(workspaceId: string): Promise<string[]> {
  const { prisma } = database();
  const left = await prisma.webhookDelivery.findMany({
    where: { workspaceId, state: { not: 'processed' } },
    select: { network: true, state: true, error: true, attempts: true },
  });
  const unrouted = await prisma.unroutedDelivery.findMany({ select: { network: true, reason: true } });
  return [
    ...left.map(({ network, state, error }) => `${network}: a delivery is ${state} (${error})`),
    ...unrouted.map(({ network, reason }) => `${network}: a delivery found nobody (${reason})`),
  ];
}
