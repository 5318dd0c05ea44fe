import type { ChannelRef } from '../channel-ref.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { openChannel, type OpenChannel } from '../open-channel.ts';
import { renewCredentials } from './renew-credentials.ts';

const PATIENCE_MS = 60_000;

/** Finds channels whose credentials should be renewed before they expire, also paused ones. */
export async function findDueRenewals(limit: number): Promise<ChannelRef[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<ChannelRef[]>`
      SELECT k."workspaceId", k."channelId" FROM "channel_credential" k
      JOIN "channel" c ON c."workspaceId" = k."workspaceId" AND c."id" = k."channelId"
      WHERE k."refreshAt" <= now() AND (k."leaseUntil" IS NULL OR k."leaseUntil" < now()) AND c."status" IN ('connected', 'paused')
      ORDER BY k."refreshAt" LIMIT ${limit}`,
  );
}

/** Renews a channel's credentials when they are due. Errors of the network are written to the rows and not thrown. */
export async function renewAhead(channelRef: ChannelRef): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const opened = await inWorkspace(workspaceId, async (tx) => {
    // Read before checking whether they are due, so that credentials renewed meanwhile are not due any more.
    const channel = await openChannel(tx, channelRef, signal);
    const isDue = await tx.channelCredential.findFirst({
      where: { workspaceId, channelId, refreshAt: { lte: new Date() } },
      select: { channelId: true },
    });
    return isDue && channel;
  });
  if (!opened) return;
  const { connector, context } = opened;
  const { app, now, credentials } = context;
  const stillValid = () => isAccepted(opened);
  await renewCredentials(channelRef, connector, credentials, { app, signal, now }, { stillValid }).catch(
    (error: unknown) => {
      if (!(error instanceof NetworkError)) throw error;
    },
  );
}

/**
 * Whether the network still accepts the old credentials. A refresh token may be spent and the answer lost, or refused in
 * error; the access token that it should replace may be valid for minutes or days, and only the network knows.
 */
async function isAccepted({ connector, context }: OpenChannel): Promise<boolean> {
  if (!connector.checkCredentials) return false;
  const renewCredentials = () => Promise.reject(new NetworkError('unauthorized', 'bad_credentials'));
  try {
    await connector.checkCredentials({ ...context, renewCredentials });
    return true;
  } catch (error) {
    // Without an answer, assume that they are still valid.
    return error instanceof NetworkError && error.kind !== 'unauthorized';
  }
}
