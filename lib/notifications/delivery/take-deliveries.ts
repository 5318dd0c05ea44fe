import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { currentSql } from '../shown-sql.ts';
import type { NotificationKind } from '../types.ts';

/** Who takes a delivery and is silent for longer than this has crashed, in milliseconds. */
const TAKEN_MS = 10 * 60_000;
const MAX_ATTEMPTS = 5;
/** Pauses between attempts, in milliseconds. */
const PAUSES = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];
const WORKSPACES = 200;

/** The ways in which notifications are sent: where their deliveries are, and what those that are sent together have in common. */
const ways = {
  mail: { table: Prisma.raw('"notification_delivery"'), to: Prisma.raw('"memberId"') },
  push: { table: Prisma.raw('"push_delivery"'), to: Prisma.raw('"subscriptionId"') },
};
export type Way = keyof typeof ways;

/** What is sent about one notification. */
export type Told = {
  deliveryId: string;
  attempts: number;
  kind: NotificationKind;
  actor: string | null;
  itemId: string | null;
  channelId: string | null;
  isConfidential: boolean;
};

/** @property to the member by mail, the browser's subscription by push */
export type Due = { to: string; memberId: string; told: Told[] };

/** The workspaces in which something is due, or was taken and never ended: those that have waited longest first. */
export async function workspacesWithDue(way: Way, now: Date): Promise<string[]> {
  const rows = await asDispatcher((tx) =>
    tx.$queryRaw<{ workspaceId: string }[]>(Prisma.sql`
      SELECT "workspaceId" FROM ${ways[way].table}
      WHERE "state" IN ('waiting', 'sending') AND "dueAt" <= ${now}
      GROUP BY "workspaceId" ORDER BY min("dueAt") LIMIT ${WORKSPACES}`),
  );
  return rows.map(({ workspaceId }) => workspaceId);
}

/**
 * Takes what is due for one member, or for one of her browsers. Of two workers at once, one takes all of it: whoever has locked
 * the receiver's first row. What was read meanwhile, or may not be seen any more, is dropped here.
 * @returns null when nothing is due
 */
export async function takeDue(
  tx: Tx,
  { way, workspaceId, now }: { way: Way; workspaceId: string; now: Date },
): Promise<Due | null> {
  const { table, to } = ways[way];
  const [first] = await tx.$queryRaw<{ memberId: string; to: string }[]>(Prisma.sql`
    SELECT d."memberId"::text, d.${to}::text AS "to" FROM ${table} d
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."state" = 'waiting' AND d."dueAt" <= ${now}
      AND NOT EXISTS (SELECT FROM ${table} earlier WHERE earlier."workspaceId" = d."workspaceId"
        AND earlier.${to} = d.${to} AND earlier."state" = 'waiting'
        AND (earlier."dueAt", earlier."id") < (d."dueAt", d."id"))
    ORDER BY d."dueAt", d."id" LIMIT 1 FOR UPDATE OF d SKIP LOCKED`);
  if (!first) return null;
  const due = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT "id"::text FROM ${table}
    WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${first.memberId}::uuid AND ${to} = ${first.to}::uuid
      AND "state" = 'waiting' AND "dueAt" <= ${now}
    ORDER BY "id" FOR UPDATE SKIP LOCKED`);
  const ids = due.map(({ id }) => id);
  const told = await tx.$queryRaw<Told[]>(Prisma.sql`
    SELECT d."id"::text AS "deliveryId", d."attempts" + 1 AS "attempts", n."kind", u."name" AS "actor",
      n."itemId"::text, n."channelId"::text, i."confidentialTo" IS NOT NULL AS "isConfidential"
    FROM ${table} d
    JOIN "notification" n ON n."workspaceId" = d."workspaceId" AND n."id" = d."notificationId"
    JOIN "member" m ON m."workspaceId" = n."workspaceId" AND m."id" = n."memberId" AND m."removedAt" IS NULL
    LEFT JOIN "item" i ON i."workspaceId" = n."workspaceId" AND i."id" = n."itemId"
    LEFT JOIN "member" a ON a."workspaceId" = n."workspaceId" AND a."id" = n."actorId"
    LEFT JOIN "user" u ON u."id" = a."userId"
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."id" = ANY(${ids}::uuid[]) AND n."readAt" IS NULL AND ${currentSql}
      AND (n."itemId" IS NULL OR member_sees_item(n."workspaceId", n."memberId", i."channelId", i."confidentialTo"))
      AND (n."channelId" IS NULL OR member_sees_item(n."workspaceId", n."memberId", n."channelId", NULL))
      AND NOT EXISTS (SELECT FROM "item_mute" mute WHERE mute."workspaceId" = n."workspaceId"
        AND mute."memberId" = n."memberId" AND mute."itemId" = n."itemId")
    ORDER BY n."createdAt", n."id"`);
  const wanted = told.map(({ deliveryId }) => deliveryId);
  await tx.$executeRaw(Prisma.sql`
    UPDATE ${table} SET "takenAt" = ${now}, "attempts" = "attempts" + 1,
      "state" = CASE WHEN "id" = ANY(${wanted}::uuid[]) THEN 'sending' ELSE 'dropped' END
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ANY(${ids}::uuid[])`);
  return { ...first, told };
}

/**
 * How an attempt ended. `refused`: it was certainly not sent, and trying again may help, from `retryAt` on if the server said so.
 * `dropped`: it must not be sent any more.
 */
export type Outcome =
  | { kind: 'sent' | 'dropped' }
  | { kind: 'refused'; reason: string; retryAt?: Date | null }
  | { kind: 'failed'; reason: string };

/** Records how the attempt at these deliveries ended. After MAX_ATTEMPTS a refused one is given up. */
export async function recordOutcome(
  { way, workspaceId, told }: { way: Way; workspaceId: string; told: readonly Pick<Told, 'deliveryId' | 'attempts'>[] },
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const error = 'reason' in outcome ? outcome.reason.slice(0, 500) : null;
  await inWorkspace(workspaceId, async (tx) => {
    for (const { deliveryId, attempts } of told) {
      const againAt = outcome.kind === 'refused' ? nextAttempt(attempts, outcome.retryAt ?? null, now) : null;
      const state = outcome.kind === 'refused' ? (againAt ? 'waiting' : 'failed') : outcome.kind;
      await tx.$executeRaw(Prisma.sql`
        UPDATE ${ways[way].table} SET "state" = ${state}, "error" = ${error}, "dueAt" = coalesce(${againAt}, "dueAt")
        WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${deliveryId}::uuid AND "state" = 'sending'`);
    }
  });
}

/** Null after the last attempt. A server may ask for a longer pause than ours, never for a shorter one. */
function nextAttempt(attempts: number, retryAt: Date | null, now: Date): Date | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  return new Date(Math.max(now.getTime() + (PAUSES[attempts - 1] ?? 0), retryAt?.getTime() ?? 0));
}

/**
 * Gives up what a worker took and never ended: it crashed between sending and recording, and nobody can tell whether it was
 * sent. It is not sent again, because the notification itself is still in the product's list.
 */
export async function giveUpLost(
  tx: Tx,
  { way, workspaceId }: { way: Way; workspaceId: string },
  now: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE ${ways[way].table} SET "state" = 'failed', "error" = 'the worker ended before it recorded the outcome'
    WHERE "workspaceId" = ${workspaceId}::uuid AND "state" = 'sending' AND "takenAt" < ${new Date(now.getTime() - TAKEN_MS)}`);
}
