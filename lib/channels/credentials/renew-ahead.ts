import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import type { Place } from './seal-credentials.ts';
import { openChannel, type OpenChannel } from '../open-channel.ts';
import { renewCredentials } from './renew-credentials.ts';

const PATIENCE_MS = 60_000;

/** Channels whose credentials are to be renewed ahead of their end, those of paused ones too. */
export async function findDueRenewals(limit: number): Promise<Place[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<Place[]>`
      SELECT k."workspaceId", k."channelId" FROM "channel_credential" k
      JOIN "channel" c ON c."workspaceId" = k."workspaceId" AND c."id" = k."channelId"
      WHERE k."refreshAt" <= now() AND (k."leaseUntil" IS NULL OR k."leaseUntil" < now()) AND c."status" IN ('connected', 'paused')
      ORDER BY k."refreshAt" LIMIT ${limit}`,
  );
}

/** Renews a channel's credentials when it is time. What the network says ends in the rows; nothing is thrown for it. */
export async function renewAhead(place: Place): Promise<void> {
  const { workspaceId, channelId } = place;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const opened = await inWorkspace(workspaceId, async (tx) => {
    // Read before it is asked whether they are due: ones that another worker renews in between are due no more.
    const channel = await openChannel(tx, place, signal);
    const isDue = await tx.channelCredential.findFirst({
      where: { workspaceId, channelId, refreshAt: { lte: new Date() } },
      select: { channelId: true },
    });
    return isDue && channel;
  });
  if (!opened) return;
  const { connector, context } = opened;
  const { app, now, credentials } = context;
  const livesOn = () => isTaken(opened);
  await renewCredentials(place, connector, credentials, { app, signal, now }, { livesOn }).catch((error: unknown) => {
    if (!(error instanceof NetworkError)) throw error;
  });
}

/**
 * Whether the network still takes the credentials themselves. A refresh token may be spent and its answer lost, or be
 * refused in error: what it was to replace is good for minutes or days, and only the network knows.
 */
async function isTaken({ connector, context }: OpenChannel): Promise<boolean> {
  if (!connector.checkCredentials) return false;
  const renewCredentials = () => Promise.reject(new NetworkError('unauthorized', 'bad_credentials'));
  try {
    await connector.checkCredentials({ ...context, renewCredentials });
    return true;
  } catch (error) {
    // Where the network gives no answer now, nothing says that they are dead.
    return error instanceof NetworkError && error.kind !== 'unauthorized';
  }
}
