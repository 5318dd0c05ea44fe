import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { env } from '#lib/env.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { keepUnreadable } from '#lib/ingest/keep-unreadable.ts';
import { log } from '#lib/log.ts';
import type { InboundEvent, InboundPost } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { mediaJobs } from '#lib/media/jobs.ts';
import { decideRevocations } from './decide-revocations.ts';
import { later, type Outcome, outcomeOf, processed, wordsOf } from './outcome.ts';
import { BATCH, takeDeliveries, type TakenDelivery } from './take-deliveries.ts';
import type { Receiver } from './types.ts';
import { syncJobs } from '../jobs.ts';

/** How long one job runs while there is more to do, in milliseconds; then other channels get their turn. */
const TURN_MS = 15_000;

/** Deliveries parsed at a time: some must be completed by a call to the network. */
const READ_AT_ONCE = 8;

type Parsed = { events: InboundEvent[]; posts: InboundPost[] };
type Read = { delivery: TakenDelivery; parsed: Parsed };

/**
 * Processes a channel's waiting deliveries, oldest first, and stores what they report. Safe to run at any time and by
 * any number of workers. The outcome of each is written to its row and never thrown.
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
  if (channel) keepUnreadable(receiver, channel.context);
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
  if (channel?.connector.openFile) await enqueue(mediaJobs.keepFiles, receiver);
  return deliveries.length;
}

async function open(tx: Tx, receiver: Receiver, signal: AbortSignal) {
  const { workspaceId, channelId } = receiver;
  const stored = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: { status: true },
  });
  if (stored?.status !== 'connected' && stored?.status !== 'reconnect') return null;
  const deliveries = await takeDeliveries(tx, receiver);
  if (deliveries.length === 0) return null;
  const channel = await openChannel(tx, receiver, signal);
  const isMarked = stored.status === 'reconnect';
  if (channel && isMarked) closeGate(channel);
  return { channel: channel && { ...channel, isMarked }, deliveries };
}

/** Refuses every call while credentials are missing, so that only deliveries that need no call are processed. */
function closeGate({ context }: OpenChannel): void {
  const refuse = async () => {
    throw new NetworkError('unauthorized', 'bad_credentials');
  };
  context.rateLimiter = { ...context.rateLimiter, acquire: refuse };
  context.renewCredentials = refuse;
}

/** Parses each delivery. Records the outcome of those that cannot be parsed, and whether the network refused us. */
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
        // The lease is nearly over: release the rest, to be taken again at once.
        if (channel?.context.signal.aborted) outcomes.set(delivery.id, { ...untouched, attempts: delivery.attempts });
        else read.push({ delivery, parsed: await parseOne(channel, delivery) });
      } catch (error) {
        if (error instanceof NetworkError && error.kind === 'unauthorized') refusal = error;
        outcomes.set(delivery.id, outcomeOf(error, delivery.attempts, new Date()));
      }
    }
  };
  await Promise.all(Array.from({ length: READ_AT_ONCE }, readSome));
  // Restore the order in which they arrived.
  read.sort((a, b) => deliveries.indexOf(a.delivery) - deliveries.indexOf(b.delivery));
  return { read, refusal };
}

const untouched = { state: 'received', error: null, nextAt: null } as const;

async function parseOne(channel: OpenChannel | null, delivery: TakenDelivery): Promise<Parsed> {
  const handler = channel?.connector.webhook;
  if (!channel || !handler) throw new NetworkError('unauthorized', 'bad_credentials');
  const { events, posts = [] } = await handler.parse(channel.context, delivery);
  return { events, posts };
}

async function storeTogether(receiver: Receiver, read: Read[]): Promise<true> {
  const events = read.flatMap(({ parsed }) => parsed.events.filter(({ type }) => type !== 'access_revoked'));
  const posts = read.flatMap(({ parsed }) => parsed.posts);
  if (events.length > 0 || posts.length > 0) await ingest({ ...receiver, events, posts, isPushed: true });
  return true;
}

/** A delivery that cannot be stored must not block the others. */
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
