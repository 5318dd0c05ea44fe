import type { ChannelRef } from '../channel-ref.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import type { Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { openCredentials, sealCredentials } from './seal-credentials.ts';
import { markReconnect } from '../mark-reconnect.ts';

/** Longer than a renewal takes, so that none is started twice. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
/** The shortest pause between renewals, for networks whose credentials expire at once. */
const LEAST_LIFE_MS = 60_000;
/** How often we try to store new credentials: the network will not issue them again. */
const STORE_ATTEMPTS = 10;
const STORE_PAUSE_MS = 500;

/** A renewal that this worker performs. */
export type OwnRenewal = {
  state: 'ours';
  leaseId: string;
  sealed: Uint8Array;
  credentials: unknown;
  failures: number;
};

export type Renewal = { state: 'renewed'; credentials: unknown } | OwnRenewal | { state: 'awaited'; failures: number };

type Row = { keyId: string; sealed: Uint8Array; isLeased: boolean; failures: number; status: string; reason: string };

/**
 * Reads the current credentials, and takes the lease to renew them when no other worker has it.
 * @param failures the number of failed renewals when the caller began to wait; null on the first call
 * @throws NetworkError `unauthorized` when the channel must be reconnected; `unavailable` when the renewal that the
 *   caller waited for has failed
 */
export async function takeRenewal(
  channelRef: ChannelRef,
  connector: Connector,
  isRenewed: (credentials: unknown) => boolean,
  failures: number | null,
): Promise<Renewal> {
  return await inWorkspace(channelRef.workspaceId, async (tx) => {
    const row = await lockRow(tx, channelRef);
    if (!row) throw new NetworkError('unauthorized', 'bad_credentials');
    const credentials = connector.credentialsSchema.parse(openCredentials(channelRef, row));
    if (isRenewed(credentials)) return { state: 'renewed', credentials };
    if (row.status === 'reconnect') throw new NetworkError('unauthorized', 'bad_credentials', { detail: row.reason });
    if (failures !== null && row.failures > failures) {
      throw new NetworkError('unavailable', 'unreachable', { detail: 'the credentials could not be renewed now' });
    }
    if (row.isLeased) return { state: 'awaited', failures: row.failures };
    const leaseId = randomUUID();
    await tx.$executeRaw`
      UPDATE "channel_credential" SET "leaseId" = ${leaseId}::uuid,
        "leaseUntil" = clock_timestamp() + ${LEASE_MS} * interval '1 millisecond'
      WHERE "workspaceId" = ${channelRef.workspaceId}::uuid AND "channelId" = ${channelRef.channelId}::uuid`;
    return { state: 'ours', leaseId, sealed: row.sealed, credentials, failures: row.failures };
  });
}

async function lockRow(tx: Tx, { workspaceId, channelId }: ChannelRef): Promise<Row | undefined> {
  const [row] = await tx.$queryRaw<Omit<Row, 'status' | 'reason'>[]>`
    SELECT "keyId", "sealed", coalesce("leaseUntil" > clock_timestamp(), false) AS "isLeased", "failedRenewals" AS "failures"
    FROM "channel_credential"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${channelId}::uuid FOR UPDATE`;
  // Read after the lock is acquired: a join would return the channel as it was before the wait.
  const channel = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: { status: true, statusReason: true },
  });
  return row && channel ? { ...row, status: channel.status, reason: channel.statusReason ?? '' } : undefined;
}

/**
 * Stores the renewed credentials. Retries while the database is unavailable, because the old ones are already invalid.
 * @returns the credentials to use: different ones if a member reconnected the channel meanwhile
 */
export async function storeRenewed(
  channelRef: ChannelRef,
  connector: Connector,
  renewal: OwnRenewal,
  renewed: unknown,
): Promise<unknown> {
  const { workspaceId, channelId } = channelRef;
  const { expiresAt = null, refreshAt } = connector.tokenLife?.(renewed) ?? {};
  const soonest = new Date(Date.now() + LEAST_LIFE_MS);
  const life = { expiresAt, refreshAt: refreshAt && (refreshAt > soonest ? refreshAt : soonest) };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inWorkspace(workspaceId, async (tx) => {
        const { count } = await tx.channelCredential.updateMany({
          // Compare the stored credentials, not the lease: they must still be the ones that were renewed.
          where: { workspaceId, channelId, sealed: Buffer.from(renewal.sealed) },
          data: {
            ...sealCredentials(channelRef, renewed),
            ...life,
            refreshAt: life.refreshAt ?? null,
            leaseId: null,
            leaseUntil: null,
            failedRenewals: 0,
            updatedAt: new Date(),
          },
        });
        if (count === 1) return renewed;
        const row = await lockRow(tx, channelRef);
        if (!row) throw new NetworkError('unauthorized', 'bad_credentials');
        return openCredentials(channelRef, row);
      });
    } catch (error) {
      if (error instanceof NetworkError || attempt === STORE_ATTEMPTS) throw error;
      log.warn({ ...channelRef, attempt, error: String(error) }, 'renewed credentials not stored yet');
      await sleep(STORE_PAUSE_MS * attempt);
    }
  }
}

/** Records a failed renewal: final when the credentials are dead, otherwise retried after a growing pause. */
export async function recordFailure(
  channelRef: ChannelRef,
  renewal: OwnRenewal,
  { error, isDead }: { error: unknown; isDead: boolean },
): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** renewal.failures, LONGEST_PAUSE_MS);
  const retryAt = error instanceof NetworkError ? error.retryAt : undefined;
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channelCredential.updateMany({
      where: { workspaceId, channelId, leaseId: renewal.leaseId },
      data: {
        leaseId: null,
        leaseUntil: null,
        failedRenewals: { increment: 1 },
        refreshAt: isDead ? null : (retryAt ?? new Date(Date.now() + pauseMs)),
      },
    });
    if (isDead && error instanceof NetworkError) await markReconnect(tx, workspaceId, channelId, error);
  });
  if (isDead) announce(workspaceId);
  else
    log.warn({ channelId, error: error instanceof Error ? error.message : String(error) }, 'credentials not renewed');
}
