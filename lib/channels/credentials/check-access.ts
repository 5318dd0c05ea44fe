import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import type { ChannelAccount, Rights } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { cleanAccount } from '../connecting/clean-account.ts';
import type { Place } from './seal-credentials.ts';
import { markReconnect } from '../mark-reconnect.ts';
import { emitChannelChanged } from '#lib/realtime/emit-channel-changed.ts';
import { openChannel, type OpenChannel } from '../open-channel.ts';
import { subscribeChannel } from './subscribe-channel.ts';

const DAY_MS = 24 * 3_600_000;
/** A look that the network gave no answer to is taken again so much later. */
const RETRY_MS = 3_600_000;
const PATIENCE_MS = 60_000;

/** Connected channels that nobody has looked at for a day. */
export async function findDueAccessChecks(limit: number, now = new Date()): Promise<Place[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<Place[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "status" = 'connected' AND ("accessCheckedAt" IS NULL OR "accessCheckedAt" <= ${dayBefore(now)})
      ORDER BY "accessCheckedAt" NULLS FIRST LIMIT ${limit}`,
  );
}

/**
 * The daily look at a channel: is its token good, what may it do now, does the network push what happens there.
 * What the network says ends in the channel's row; nothing is thrown for it.
 */
export async function checkAccess(place: Place, now = new Date()): Promise<void> {
  const { workspaceId, channelId } = place;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const opened = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.channel.updateMany({
      where: {
        workspaceId,
        id: channelId,
        status: 'connected',
        OR: [{ accessCheckedAt: null }, { accessCheckedAt: { lte: dayBefore(now) } }],
      },
      data: { accessCheckedAt: now },
    });
    return count === 1 ? await openChannel(tx, place, signal) : null;
  });
  if (!opened) return;
  const error = await look(place, opened).catch((thrown: unknown) => thrown);
  if (error !== undefined) await noteError(place, error, now);
  announce(workspaceId);
}

async function look(place: Place, opened: OpenChannel): Promise<undefined> {
  const { connector, context } = opened;
  const found = await connector.checkAccess?.(context);
  if (found) await store(place, found);
  await subscribeChannel(place, opened);
}

async function store(place: Place, { account, rights }: { account?: ChannelAccount; rights?: Rights }): Promise<void> {
  const { workspaceId, channelId } = place;
  await inWorkspace(workspaceId, async (tx) => {
    const held = await tx.channel.findUnique({ where: { workspaceId_id: { workspaceId, id: channelId } } });
    // Credentials that speak for another account by now change nothing here; what they read would be seen.
    const shown = account && account.externalId === held?.externalId ? cleanAccount(account) : null;
    await tx.channel.updateMany({
      where: { workspaceId, id: channelId },
      data: {
        ...(rights ? { rights } : {}),
        ...(shown ? { handle: shown.handle, name: shown.name } : {}),
        ...(shown?.avatarUrl ? { avatarUrl: shown.avatarUrl } : {}),
        ...(shown?.profileUrl ? { profileUrl: shown.profileUrl } : {}),
      },
    });
    await emitChannelChanged(tx, workspaceId, channelId);
  });
}

async function noteError(place: Place, error: unknown, now: Date): Promise<void> {
  const { workspaceId, channelId } = place;
  const isDead = error instanceof NetworkError && error.kind === 'unauthorized';
  const isPassing = error instanceof NetworkError && (error.kind === 'unavailable' || error.kind === 'rate_limited');
  await inWorkspace(workspaceId, async (tx) => {
    if (isDead) await markReconnect(tx, workspaceId, channelId, error);
    else if (isPassing) {
      const accessCheckedAt = new Date(dayBefore(now).getTime() + RETRY_MS);
      await tx.channel.updateMany({ where: { workspaceId, id: channelId }, data: { accessCheckedAt } });
    }
  });
  log.warn({ channelId, error: error instanceof Error ? error.message : String(error) }, 'access not as it should be');
}

function dayBefore(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}
