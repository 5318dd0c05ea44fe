import { createHmac } from 'node:crypto';
import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { flowRefusal, flowTaken } from '#lib/quotas/take-flow.ts';
import { Refusal } from '#lib/refusal.ts';
import { DoorRefusal } from './problem.ts';

/** How long an answer is kept, in hours. */
const KEPT_HOURS = 24;

export type Answer = { status: number; body: unknown };

/**
 * The request's `Idempotency-Key`: up to 255 visible characters.
 * @throws DoorRefusal `malformed_key`
 */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (!/^[\x21-\x7E]{1,255}$/.test(key)) throw new DoorRefusal('malformed_key');
  return key;
}

/** Keyed, since a body may hold a password: what is kept must not help to guess it. */
export function hashRequest(request: Request, bytes: Uint8Array): string {
  const { pathname, search } = new URL(request.url);
  return createHmac('sha256', env().PARVIS_SECRET)
    .update(`${request.method} ${pathname}${search}\n`)
    .update(bytes)
    .digest('base64url');
}

/**
 * Answers the same request under the same key once, and with the first answer ever after, for 24 hours. A request
 * whose end is not known, because the process died in its middle, stays `in_progress` until then: it may have been done.
 * @throws Refusal `idempotency_mismatch` for another request under the key; `in_progress`; `quota_reached_for_now`
 */
export async function answerOnce(
  caller: Caller,
  { key, requestHash, shownOnce }: { key: string; requestHash: string; shownOnce: readonly string[] },
  answer: () => Promise<Answer>,
): Promise<Answer & { isReplay: boolean }> {
  const { workspaceId, memberId } = caller;
  const where = { workspaceId_memberId_key: { workspaceId, memberId, key } };
  const earlier = await inWorkspace(workspaceId, async (tx) => {
    const taken = flowTaken({ workspaceId, memberId, quota: 'idempotency_keys_of_member_per_hour' });
    const isFirst = await tx.$executeRaw(Prisma.sql`
      WITH taken AS (${taken})
      INSERT INTO "idempotency_key" AS k ("workspaceId", "memberId", "key", "requestHash")
      SELECT ${workspaceId}::uuid, ${memberId}::uuid, ${key}, ${requestHash} FROM taken
      ON CONFLICT ("workspaceId", "memberId", "key") DO UPDATE
      SET "requestHash" = EXCLUDED."requestHash", "status" = NULL, "body" = NULL, "createdAt" = EXCLUDED."createdAt"
      WHERE k."createdAt" < now() - make_interval(hours => ${KEPT_HOURS})`);
    if (isFirst) return null;
    const found = await tx.idempotencyKey.findUnique({ where });
    if (!found) throw flowRefusal('idempotency_keys_of_member_per_hour');
    return found;
  });
  if (earlier) {
    if (earlier.requestHash !== requestHash) throw new Refusal('idempotency_mismatch');
    if (earlier.status === null) throw new Refusal('in_progress');
    return { status: earlier.status, body: earlier.body, isReplay: true };
  }
  const given = await answer();
  await inWorkspace(workspaceId, async (tx) => {
    // Surely not done, and worth another try.
    if (given.status === 429 || given.status === 503) await tx.idempotencyKey.delete({ where });
    else await tx.idempotencyKey.update({ where, data: { status: given.status, body: kept(given.body, shownOnce) } });
  });
  return { ...given, isReplay: false };
}

/** Forgets the answers that nobody can ask for any more. @returns how many */
export async function pruneIdempotencyKeys(): Promise<number> {
  return await asDispatcher(
    async (tx) =>
      await tx.$executeRaw`DELETE FROM "idempotency_key" WHERE "createdAt" < now() - make_interval(hours => ${KEPT_HOURS})`,
  );
}

/** What goes over the wire, without what is shown once. */
function kept(body: unknown, shownOnce: readonly string[]): Prisma.InputJsonValue {
  const wire = JSON.parse(JSON.stringify(body ?? {})) as Record<string, Prisma.InputJsonValue>; // every answer is an object
  for (const field of shownOnce) delete wire[field];
  return wire;
}
