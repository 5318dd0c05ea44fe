import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import type { StormyBrand, StormyNetwork } from './brand.ts';
import { channelsOf } from './brand.ts';

/** One answer to a review: another one takes its place. */
const REPLACES = new Set(['google']);

/** Limits of one second, as the stand-ins name them. */
const SECOND = /QPS|a second/;

/**
 * How often a limit of one second was exceeded. Calls count here when they leave and at the network when they arrive: on a
 * busy machine these moments are further apart than such a span is long, so that they are told and no failure.
 */
export function countSeconds({ networks }: StormyBrand): number {
  return networks.flatMap(({ sandbox }) => sandbox.exceeded()).filter((limit) => SECOND.test(limit)).length;
}

/**
 * Whether nothing can be known of a comment: on YouTube, it answers one that is held back. "A comment thread can be
 * included in the response if the top-level comment or at least one of the replies to that comment are awaiting review"
 * (CommentThreads: list, `moderationStatus`): no list tells the published replies of a comment that awaits review.
 */
function isCovered({ network, sandbox }: StormyNetwork, id: string): boolean {
  const [top = ''] = id.split('.');
  return network === 'youtube' && top !== id && sandbox.isSet('hide', top);
}

/** Compares what is on all networks with what is in the inbox. @returns what is not as it must be, in words */
export async function findWrongs(brand: StormyBrand, texts: ReadonlyMap<string, string>): Promise<string[]> {
  const { workspaceId } = brand;
  const wrongs: string[] = [];
  for (const network of brand.networks) {
    const found = [
      ...(await wordsWrong(workspaceId, network)),
      ...(await answersWrong(workspaceId, network, texts)),
      ...(await moderationsWrong(workspaceId, network)),
      ...network.sandbox
        .exceeded()
        .filter((limit) => !SECOND.test(limit))
        .map((limit) => `limit exceeded: ${limit}`),
    ];
    wrongs.push(...found.map((wrong) => `${network.network}: ${wrong}`));
  }
  for (const { network, status, statusReason, lastErrorReason, lastErrorDetail } of await channelsOf(brand)) {
    if (status !== 'connected') wrongs.push(`${network}: is ${status} (${statusReason})`);
    if (lastErrorReason) wrongs.push(`${network}: reading ends with ${lastErrorReason} ${lastErrorDetail}`);
  }
  for (const difference of await checkCounters(workspaceId)) wrongs.push(JSON.stringify(difference));
  return [...wrongs, ...(await itemsWrong(workspaceId)), ...(await deliveriesWrong(workspaceId))];
}

/** What people said: each once, as it reads now; what was taken back is not shown any more. */
async function wordsWrong(workspaceId: string, network: StormyNetwork): Promise<string[]> {
  const { sandbox, channelId } = network;
  const messages = await database().prisma.message.findMany({
    where: { workspaceId, channelId, externalId: { not: null } },
    select: { externalId: true, direction: true, text: true, deletedAt: true },
  });
  const wrongs: string[] = [];
  const held = sandbox.held();
  const known = new Set(held.map(({ id }) => id));
  for (const { id, kind, text, isDeleted, direction } of held) {
    const found = messages.filter(({ externalId }) => externalId === id);
    const label = `the ${direction} ${kind} "${text}" (${id})`;
    if (found.length > 1) wrongs.push(`${found.length} times ${label}`);
    if (isCovered(network, id)) continue;
    const [message] = found;
    if (isDeleted) {
      if (message && message.deletedAt === null) wrongs.push(`still there: ${label}`);
    } else if (!message) {
      if (direction === 'inbound') wrongs.push(`missing: ${label}`);
    } else if (message.direction !== direction) wrongs.push(`${message.direction}: ${label}`);
    else if (message.deletedAt) wrongs.push(`deleted here: ${label}`);
    else if (direction === 'inbound' && message.text !== text) wrongs.push(`reads "${message.text}": ${label}`);
  }
  for (const { externalId, text, direction } of messages) {
    if (externalId !== null && !known.has(externalId) && direction === 'inbound') {
      wrongs.push(`on no network: ${direction} "${text}" (${externalId})`);
    }
  }
  return wrongs;
}

/** What the brand answered: what is called sent stands once, what is called failed not at all. */
async function answersWrong(
  workspaceId: string,
  { network, sandbox, channelId }: StormyNetwork,
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
  const wrongs: string[] = [];
  const held = sandbox.held();
  for (const { id, kind, state, messageId, target, targetId, errorReason, errorDetail } of actions) {
    const message = messages.find((one) => one.id === messageId);
    if (!message || target.externalId === null) {
      wrongs.push(`the ${kind} ${id} has lost its message`);
      continue;
    }
    const text = texts.get(id) ?? message.text;
    const label = `the ${kind} "${text}" to ${target.externalId} (${state} ${errorReason ?? ''} ${errorDetail ?? ''})`;
    // In a conversation that went on, what was said before counts as answered by what came first: there its words are looked for.
    const times = Math.max(
      sandbox.answersTo(target.externalId).filter((answer) => answer.includes(text)).length,
      held.filter((one) => one.direction === 'outbound' && !one.isDeleted && one.text.includes(text)).length,
    );
    const isTargetGone = held.find((one) => one.id === target.externalId)?.isDeleted ?? true;
    const isReplaced =
      REPLACES.has(network) && actions.findLast((one) => one.targetId === targetId && one.state === 'done')?.id !== id;
    const here = messages.filter((one) => one.id === messageId || (one.text.includes(text) && one.deletedAt === null));
    switch (state) {
      case 'done':
        if (times > 1 || (times === 0 && !isTargetGone && !isReplaced)) wrongs.push(`${times} times ${label}`);
        if (here.length !== 1) wrongs.push(`${here.length} times in the inbox: ${label}`);
        break;
      case 'failed':
      case 'cancelled':
        // What may have been done and went away with what it answered is nowhere now.
        if (times > 0 && !(isTargetGone && errorReason === 'target_gone')) wrongs.push(`${times} times ${label}`);
        if (here.length !== 1) wrongs.push(`${here.length} times in the inbox: ${label}`);
        break;
      case 'unconfirmed':
        if (times > 1) wrongs.push(`${times} times ${label}`);
        break;
      case 'queued':
      case 'sending':
        wrongs.push(`not at its end: ${label}`);
        break;
      default:
        state satisfies never;
    }
  }
  return wrongs;
}

async function moderationsWrong(workspaceId: string, { sandbox, channelId }: StormyNetwork): Promise<string[]> {
  const actions = await database().prisma.action.findMany({
    where: { workspaceId, channelId, messageId: null },
    orderBy: { createdAt: 'asc' },
    include: { target: { select: { externalId: true, deletedAt: true, hidden: true, liked: true } } },
  });
  const wrongs: string[] = [];
  const gone = new Set(sandbox.held().flatMap(({ id, isDeleted }) => (isDeleted ? [id] : [])));
  const byTarget = Map.groupBy(actions, ({ targetId, kind }) => `${targetId} ${kind.replace('un', '')}`);
  for (const [key, some] of byTarget) {
    const [last] = some.slice(-1);
    const what = key.split(' ')[1];
    const id = last?.target.externalId;
    for (const { kind, state, errorReason } of some) {
      if (state === 'queued' || state === 'sending')
        wrongs.push(`not at its end: ${kind} ${id} (${state} ${errorReason})`);
    }
    if (!last || !id || gone.has(id) || (what !== 'hide' && what !== 'like')) continue;
    // Of what ended unknown either may be true.
    if (some.some(({ state }) => state === 'unconfirmed')) continue;
    const isHere = what === 'hide' ? last.target.hidden : last.target.liked;
    const isThere = sandbox.isSet(what, id);
    const story = some.map(({ kind, state, errorReason }) => `${kind} ${state} ${errorReason ?? ''}`).join(', ');
    if (isHere !== isThere) wrongs.push(`${what} is ${isHere} here and ${isThere} there: ${id} (${story})`);
  }
  return wrongs;
}

/** What the items say of themselves. */
async function itemsWrong(workspaceId: string): Promise<string[]> {
  const rows = await database().prisma.$queryRaw<{ id: string; said: number; held: number }[]>`
    SELECT i."id", i."messageCount" AS said, count(m."id")::int AS held FROM "item" i
    LEFT JOIN "message" m ON m."workspaceId" = i."workspaceId" AND m."itemId" = i."id"
    WHERE i."workspaceId" = ${workspaceId}::uuid GROUP BY i."id", i."messageCount" HAVING i."messageCount" <> count(m."id")`;
  return rows.map(({ id, said, held }) => `the item ${id} counts ${said} messages and has ${held}`);
}

/** What was pushed: all read. */
async function deliveriesWrong(workspaceId: string): Promise<string[]> {
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
