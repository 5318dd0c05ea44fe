import { createECDH, createHash } from 'node:crypto';
import { z } from 'zod';
import { currentKeyId, seal, unseal } from '#lib/crypto/seal.ts';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';
import type { Tx } from '#lib/db/tx.ts';
import { env } from '#lib/env.ts';
import { checkAddress } from '#lib/http/guarded-fetch.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { PUSH_DEVICES_LIMIT } from '#lib/quotas/limits.ts';
import { Refusal } from '#lib/refusal.ts';
import { lockSessions } from '#lib/users/sessions/lock-sessions.ts';
import type { SignedIn } from '#lib/users/types.ts';
import type { GivenSubscription, PushDevice } from './types.ts';

/** The longest address of a push service that we take, in characters. */
const ENDPOINT_LIMIT = 1_000;
/** Source: RFC 8291, 3.1 and 3.2. */
const POINT_BYTES = 65;
const SECRET_BYTES = 16;

const given = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });

const hashOf = (endpoint: string) => createHash('sha256').update(endpoint).digest('base64url');
const boundTo = (endpointHash: string) => `push subscription ${endpointHash}`;

/**
 * Shows notifications in the browser of this session from now on. A browser has one subscription: an earlier one of this session,
 * or of somebody who used the same browser, ends with all that waits for it. Beyond the limit her oldest one ends.
 * @throws Refusal `invalid` for an address that is not a public https one, or keys of another kind; `not_signed_in`
 */
export async function subscribeToPush(
  { userId, sessionId }: Pick<SignedIn, 'userId' | 'sessionId'>,
  subscription: GivenSubscription,
): Promise<{ id: string }> {
  checkSubscription(subscription);
  const { endpoint, p256dh, auth } = subscription;
  const endpointHash = hashOf(endpoint);
  return await inUserTables(async (tx) => {
    await lockSessions(tx, userId);
    await refuseEnded(tx, sessionId);
    await tx.pushSubscription.deleteMany({ where: { OR: [{ sessionId }, { endpointHash }] } });
    const { id } = await tx.pushSubscription.create({
      data: { userId, sessionId, endpointHash, ...seal({ endpoint, p256dh, auth }, boundTo(endpointHash)) },
      select: { id: true },
    });
    await tx.$executeRaw`
      DELETE FROM "push_subscription" WHERE "id" IN (
        SELECT "id" FROM "push_subscription" WHERE "userId" = ${userId}::uuid
        ORDER BY "createdAt" DESC, "id" DESC OFFSET ${PUSH_DEVICES_LIMIT}::int)`;
    return { id };
  });
}

/**
 * Stores the subscription by which a browser has replaced its own: what waits for it is sent there.
 * @throws Refusal `not_found` when this session's browser takes no notifications, or not any more; otherwise as {@link subscribeToPush}
 */
export async function renewPush(
  { userId, sessionId }: Pick<SignedIn, 'userId' | 'sessionId'>,
  subscription: GivenSubscription,
): Promise<void> {
  checkSubscription(subscription);
  const { endpoint, p256dh, auth } = subscription;
  const endpointHash = hashOf(endpoint);
  await inUserTables(async (tx) => {
    await lockSessions(tx, userId);
    await refuseEnded(tx, sessionId);
    await tx.pushSubscription.deleteMany({ where: { endpointHash, sessionId: { not: sessionId } } });
    const { count } = await tx.pushSubscription.updateMany({
      where: { userId, sessionId },
      data: {
        endpointHash,
        ...seal({ endpoint, p256dh, auth }, boundTo(endpointHash)),
        failures: 0,
        restsUntil: null,
      },
    });
    if (count === 0) throw new Refusal('not_found');
  });
}

/** The session stays as it is until the transaction ends: one that ends at the same time takes the subscription with it. */
async function refuseEnded(tx: Tx, sessionId: string): Promise<void> {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT FROM "session" WHERE "id" = ${sessionId}::uuid AND "revokedAt" IS NULL AND "expiresAt" > now() FOR SHARE`;
  if (open.length === 0) throw new Refusal('not_signed_in');
}

function checkSubscription({ endpoint, p256dh, auth }: GivenSubscription): void {
  if (endpoint.length > ENDPOINT_LIMIT) throw new Refusal('invalid', { field: 'endpoint' });
  try {
    checkAddress(endpoint, env().PARVIS_ALLOW_PRIVATE_NETWORKS);
  } catch (error) {
    if (error instanceof HttpFailure) throw new Refusal('invalid', { field: 'endpoint' });
    throw error;
  }
  if (Buffer.from(auth, 'base64url').length !== SECRET_BYTES) throw new Refusal('invalid', { field: 'auth' });
  if (!isPoint(Buffer.from(p256dh, 'base64url'))) throw new Refusal('invalid', { field: 'p256dh' });
}

function isPoint(key: Buffer): boolean {
  if (key.length !== POINT_BYTES || key[0] !== 4) return false;
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  try {
    pair.computeSecret(key);
    return true;
  } catch {
    return false; // it is not on the curve
  }
}

/** The browsers in which a person sees notifications: this one first, then the latest. */
export async function listPushDevices({
  userId,
  sessionId,
}: Pick<SignedIn, 'userId' | 'sessionId'>): Promise<PushDevice[]> {
  const rows = await userTables().pushSubscription.findMany({
    where: { userId, session: { revokedAt: null, expiresAt: { gt: new Date() } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, createdAt: true, sessionId: true, session: { select: { userAgent: true } } },
  });
  return rows
    .map((row) => ({
      id: row.id,
      userAgent: row.session.userAgent,
      createdAt: row.createdAt.toISOString(),
      isCurrent: row.sessionId === sessionId,
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

/** Ends the notifications in one of a person's browsers. @throws Refusal `not_found`, also for another person's */
export async function removePushDevice({ userId }: Pick<SignedIn, 'userId'>, { id }: { id: string }): Promise<void> {
  if (!z.uuid().safeParse(id).success) throw new Refusal('not_found');
  const { count } = await userTables().pushSubscription.deleteMany({ where: { id, userId } });
  if (count === 0) throw new Refusal('not_found');
}

/** A browser as a message is sent to it. @property restsUntil its push service has failed again and again */
export type PushTarget = GivenSubscription & { id: string; sessionId: string; restsUntil: Date | null };

/** Null when it was removed meanwhile, or its session is over. */
export async function readPushTarget(id: string): Promise<PushTarget | null> {
  const row = await userTables().pushSubscription.findFirst({
    where: { id, session: { revokedAt: null, expiresAt: { gt: new Date() } } },
  });
  return (
    row && {
      id,
      sessionId: row.sessionId,
      restsUntil: row.restsUntil,
      ...given.parse(unseal(row, boundTo(row.endpointHash))),
    }
  );
}

/** The push service says that the browser takes no more messages. */
export async function forgetPushTarget({ id }: Pick<PushTarget, 'id'>): Promise<void> {
  await userTables().pushSubscription.deleteMany({ where: { id } });
}

/** Encrypts again, with the current key, what an earlier one encrypted. @returns how many */
export async function reencryptSubscriptions(): Promise<number> {
  return await inUserTables(async (tx) => {
    const due = await tx.pushSubscription.findMany({ where: { keyId: { not: currentKeyId() } } });
    for (const row of due) {
      const bound = boundTo(row.endpointHash);
      await tx.pushSubscription.updateMany({
        where: { id: row.id, keyId: row.keyId },
        data: seal(unseal(row, bound), bound),
      });
    }
    return due.length;
  });
}
