import { createHmac } from 'node:crypto';
import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { flowRefusal, flowTaken } from '#lib/quotas/take-flow.ts';
import { Refusal } from '#lib/refusal.ts';
import { RequestRefusal } from './problem.ts';

/** How long an answer is stored, in hours. */
const STORED_HOURS = 24;

export type Answer = { status: number; body: unknown };

/**
 * The request's `Idempotency-Key`: up to 255 visible characters.
 * @throws RequestRefusal `malformed_key`
 */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (!/^[\x21-\x7E]{1,255}$/.test(key)) throw new RequestRefusal('malformed_key');
  return key;
}

/** A keyed hash, because a body may contain a password that must not be guessable from the stored hash. */
export function hashRequest(request: Request, bytes: Uint8Array): string {
  const { pathname, search } = new URL(request.url);
  return createHmac('sha256', env().PARVIS_SECRET)
    .update(`${request.method} ${pathname}${search}\n`)
    .update(bytes)
    .digest('base64url');
}

/**
 * Performs a request once per key and repeats the first answer for 24 hours. If the process died during a request, it
 * stays `in_progress` for that time, because it may have been performed.
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
      WHERE k."createdAt" < now() - make_interval(hours => ${STORED_HOURS})`);
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
    // Certainly not performed, so the client may retry.
    if (given.status === 429 || given.status === 503) await tx.idempotencyKey.delete({ where });
    else
      await tx.idempotencyKey.update({
        where,
        data: { status: given.status, body: storedAnswer(given.body, shownOnce) },
      });
  });
  return { ...given, isReplay: false };
}

/** Deletes expired answers. @returns how many */
export async function pruneIdempotencyKeys(): Promise<number> {
  return await asDispatcher(
    async (tx) =>
      await tx.$executeRaw`DELETE FROM "idempotency_key" WHERE "createdAt" < now() - make_interval(hours => ${STORED_HOURS})`,
  );
}

/** The answer as JSON, without fields that are shown only once. */
function storedAnswer(body: unknown, shownOnce: readonly string[]): Prisma.InputJsonValue {
  const wire = JSON.parse(JSON.stringify(body ?? {})) as Record<string, Prisma.InputJsonValue>; // every answer is an object
  for (const field of shownOnce) delete wire[field];
  return wire;
}
