import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { emitChannelChanged } from '#lib/realtime/emit-channel-changed.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { env } from '#lib/env.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { log } from '#lib/log.ts';
import type { InboundEvent, InboundPost } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { decideRevocations } from './decide-revocations.ts';
import { later, type Outcome, outcomeOf, processed, wordsOf } from './outcome.ts';
import { BATCH, takeDeliveries, type TakenDelivery } from './take-deliveries.ts';
import type { Receiver } from './types.ts';
import { syncJobs } from '../jobs.ts';

/** A job goes on so long while there is more, in milliseconds; then others have their turn. */
const TURN_MS = 15_000;

/** Some deliveries leave out what has to be asked of the network: so many are read at a time. */
const READ_AT_ONCE = 8;

type Told = { events: InboundEvent[]; posts: InboundPost[] };
type Read = { delivery: TakenDelivery; told: Told };

/**
 * Reads the deliveries of a channel that wait, oldest first, and stores what they tell. Safe to run at any time and
 * by any number of workers. What becomes of each is written in its row; nothing is thrown for it.
 */
export async function processDeliveries(receiver: Receiver): Promise<void> {
  const until = Date.now() + TURN_MS;
  for (;;) {
    const taken = await processBatch(receiver);
    if (taken < BATCH) return;
    if (Date.now() > until) return await enqueue(syncJobs.processDeliveries, receiver);
  }
}

async function processBatch(receiver: Receiver): Promise<number> {
  const signal = AbortSignal.timeout(env().PARVIS_LEASE_SECONDS * 750);
  const opened = await inWorkspace(receiver.workspaceId, async (tx) => await open(tx, receiver, signal));
  if (!opened) return 0;
  const { channel, deliveries } = opened;
  const outcomes = new Map<string, Outcome>();
  const { read: readable, refusal } = await readAll(channel, deliveries, outcomes);
  const { read, lost = refusal, notes } = await decideRevocations(receiver, channel, readable, outcomes);
  const stored = await storeTogether(receiver, read).catch(() => null);
  if (stored === null) await storeOneByOne(receiver, read, outcomes);
  else for (const { delivery } of read) outcomes.set(delivery.id, processed(delivery.attempts));
  for (const [id, error] of notes) {
    const outcome = outcomes.get(id);
    if (outcome?.state === 'processed') outcomes.set(id, { ...outcome, error });
  }
  await inWorkspace(receiver.workspaceId, async (tx) => {
    await settle(tx, receiver, deliveries, outcomes);
    if (lost) await markReconnect(tx, receiver.workspaceId, receiver.channelId, lost);
  });
  announce(receiver.workspaceId);
  return deliveries.length;
}

async function open(tx: Tx, receiver: Receiver, signal: AbortSignal) {
  const { workspaceId, channelId } = receiver;
  const held = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: { status: true },
  });
  if (held?.status !== 'connected' && held?.status !== 'reconnect') return null;
  const deliveries = await takeDeliveries(tx, receiver);
  if (deliveries.length === 0) return null;
  const channel = await openChannel(tx, receiver, signal);
  const isMarked = held.status === 'reconnect';
  if (channel && isMarked) closeGate(channel);
  return { channel: channel && { ...channel, isMarked }, deliveries };
}

/** Without access nothing is asked of the network: what needs no call is read all the same. */
function closeGate({ context }: OpenChannel): void {
  const refuse = async () => {
    throw new NetworkError('unauthorized', 'bad_credentials');
  };
  context.gate = { ...context.gate, enter: refuse };
  context.renewCredentials = refuse;
}

/** What each delivery tells, and whether the network refused us; of those that tell nothing, the outcome is noted. */
async function readAll(
  channel: OpenChannel | null,
  deliveries: TakenDelivery[],
  outcomes: Map<string, Outcome>,
): Promise<{ read: Read[]; refusal: NetworkError | undefined }> {
  const read: Read[] = [];
  let refusal: NetworkError | undefined;
  const queue = deliveries.values();
  const readSome = async () => {
    for (const delivery of queue) {
      try {
        // The lease is nearly over: the rest is taken again at once.
        if (channel?.context.signal.aborted) outcomes.set(delivery.id, { ...untouched, attempts: delivery.attempts });
        else read.push({ delivery, told: await readOne(channel, delivery) });
      } catch (error) {
        if (error instanceof NetworkError && error.kind === 'unauthorized') refusal = error;
        outcomes.set(delivery.id, outcomeOf(error, delivery.attempts, new Date()));
      }
    }
  };
  await Promise.all(Array.from({ length: READ_AT_ONCE }, readSome));
  // In the order in which they came, whichever was read first.
  read.sort((a, b) => deliveries.indexOf(a.delivery) - deliveries.indexOf(b.delivery));
  return { read, refusal };
}

const untouched = { state: 'received', error: null, nextAt: null } as const;

async function readOne(channel: OpenChannel | null, delivery: TakenDelivery): Promise<Told> {
  const door = channel?.connector.webhook;
  if (!channel || !door) throw new NetworkError('unauthorized', 'bad_credentials');
  const { events, posts = [] } = await door.parse(channel.context, delivery);
  return { events, posts };
}

async function storeTogether(receiver: Receiver, read: Read[]): Promise<true> {
  const events = read.flatMap(({ told }) => told.events.filter(({ type }) => type !== 'access_revoked'));
  const posts = read.flatMap(({ told }) => told.posts);
  if (events.length > 0 || posts.length > 0) await ingest({ ...receiver, events, posts });
  return true;
}

/** One that cannot be stored must not hold up the others. */
async function storeOneByOne(receiver: Receiver, read: Read[], outcomes: Map<string, Outcome>): Promise<void> {
  for (const one of read) {
    const { delivery } = one;
    try {
      await storeTogether(receiver, [one]);
      outcomes.set(delivery.id, processed(delivery.attempts));
    } catch (error) {
      log.error({ deliveryId: delivery.id, error: wordsOf(error) }, 'delivery not stored');
      outcomes.set(delivery.id, later('not stored: an error of Parvis', delivery.attempts, new Date()));
    }
  }
}

async function settle(
  tx: Tx,
  { workspaceId, channelId }: Receiver,
  deliveries: TakenDelivery[],
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const rows = deliveries.flatMap(({ id, receivedAt }) => {
    const outcome = outcomes.get(id);
    return outcome ? [{ id, receivedAt, ...outcome }] : [];
  });
  await tx.$executeRaw`
    UPDATE "webhook_delivery" d SET "state" = o."state", "attempts" = o."attempts", "error" = o."error", "nextAt" = o."nextAt",
      "processedAt" = CASE WHEN o."state" = 'processed' THEN now() END
    FROM jsonb_to_recordset(${jsonRows(rows)}) AS o ("id" uuid, "receivedAt" timestamptz, "state" "DeliveryState",
      "attempts" int, "error" text, "nextAt" timestamptz)
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."id" = o."id" AND d."receivedAt" = o."receivedAt" AND d."state" = 'received'`;
  const newest = deliveries.at(-1)?.receivedAt;
  await tx.$executeRaw`
    UPDATE "channel" SET "lastWebhookAt" = greatest("lastWebhookAt", ${newest}::timestamptz)
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${channelId}::uuid`;
  const isTrouble = rows.some(({ state }) => state === 'failed' || state === 'unreadable');
  if (isTrouble) await emitChannelChanged(tx, workspaceId, channelId);
}
