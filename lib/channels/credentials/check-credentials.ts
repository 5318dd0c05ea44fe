import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import type { ChannelRef } from '../channel-ref.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import type { ChannelAccount, Rights } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { cleanAccount } from '../connecting/clean-account.ts';
import { markReconnect } from '../mark-reconnect.ts';
import { openChannel, type OpenChannel } from '../open-channel.ts';
import { subscribeChannel } from './subscribe-channel.ts';

const DAY_MS = 24 * 3_600_000;
/** A check that the network did not answer is repeated after this time, in milliseconds. */
const RETRY_MS = 3_600_000;
const PATIENCE_MS = 60_000;

/** Finds connected channels whose last check is a day old. */
export async function findDueAccessChecks(limit: number, now = new Date()): Promise<ChannelRef[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<ChannelRef[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "status" = 'connected' AND ("credentialsCheckedAt" IS NULL OR "credentialsCheckedAt" <= ${dayBefore(now)})
      ORDER BY "credentialsCheckedAt" NULLS FIRST LIMIT ${limit}`,
  );
}

/**
 * Checks a channel once a day: is its token valid, which rights does it have, does the network push its events. Errors
 * of the network are written to the channel's row and not thrown.
 */
export async function checkCredentials(channelRef: ChannelRef, now = new Date()): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const opened = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.channel.updateMany({
      where: {
        workspaceId,
        id: channelId,
        status: 'connected',
        OR: [{ credentialsCheckedAt: null }, { credentialsCheckedAt: { lte: dayBefore(now) } }],
      },
      data: { credentialsCheckedAt: now },
    });
    return count === 1 ? await openChannel(tx, channelRef, signal) : null;
  });
  if (!opened) return;
  const error = await check(channelRef, opened).catch((thrown: unknown) => thrown);
  if (error !== undefined) await noteError(channelRef, error, now);
  announce(workspaceId);
}

async function check(channelRef: ChannelRef, opened: OpenChannel): Promise<undefined> {
  const { connector, context } = opened;
  const found = await connector.checkCredentials?.(context);
  if (found) await storeCheckedAccount(channelRef, found);
  await subscribeChannel(channelRef, opened);
}

type Found = { account?: ChannelAccount; rights?: Rights; isSubscribed?: boolean };

/** Stores what the network says of a channel's account. */
export async function storeCheckedAccount(
  channelRef: ChannelRef,
  { account, rights, isSubscribed }: Found,
): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  await inWorkspace(workspaceId, async (tx) => {
    const stored = await tx.channel.findUnique({ where: { workspaceId_id: { workspaceId, id: channelId } } });
    // Ignore the account when the credentials now belong to a different one.
    const shown = account && account.externalId === stored?.externalId ? cleanAccount(account) : null;
    await tx.channel.updateMany({
      where: { workspaceId, id: channelId },
      data: {
        ...(rights ? { rights } : {}),
        ...(isSubscribed === undefined ? {} : { isSubscribed }),
        ...(shown ? { handle: shown.handle, name: shown.name } : {}),
        ...(shown?.avatarUrl ? { avatarUrl: shown.avatarUrl } : {}),
        ...(shown?.profileUrl ? { profileUrl: shown.profileUrl } : {}),
      },
    });
    await emitChannelChanged(tx, workspaceId, channelId);
  });
}

async function noteError(channelRef: ChannelRef, error: unknown, now: Date): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  const isDead = error instanceof NetworkError && error.kind === 'unauthorized';
  const isPassing = error instanceof NetworkError && (error.kind === 'unavailable' || error.kind === 'rate_limited');
  await inWorkspace(workspaceId, async (tx) => {
    if (isDead) await markReconnect(tx, workspaceId, channelId, error);
    else if (isPassing) {
      const credentialsCheckedAt = new Date(dayBefore(now).getTime() + RETRY_MS);
      await tx.channel.updateMany({ where: { workspaceId, id: channelId }, data: { credentialsCheckedAt } });
    }
  });
  log.warn({ channelId, error: error instanceof Error ? error.message : String(error) }, 'credentials check failed');
}

function dayBefore(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}
