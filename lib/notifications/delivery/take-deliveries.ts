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

/** What is sent about one notification. */
export type Told = {
  deliveryId: string;
  attempts: number;
  kind: NotificationKind;
  actor: string | null;
  itemId: string | null;
  channelId: string | null;
};

/** The workspaces in which something is due, or was taken and never ended. */
export async function workspacesWithDue(now: Date): Promise<string[]> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT DISTINCT "workspaceId" FROM "notification_delivery"
      WHERE "state" IN ('waiting', 'sending') AND "dueAt" <= ${now} LIMIT ${WORKSPACES}`,
  );
  return rows.map(({ workspaceId }) => workspaceId);
}

/**
 * Takes what is due for one member. Of two workers at once, each takes rows that the other has not. What was read meanwhile, or
 * may not be seen any more, is dropped here.
 * @returns null when nothing is due
 */
export async function takeDue(
  tx: Tx,
  { workspaceId, now }: { workspaceId: string; now: Date },
): Promise<{ memberId: string; told: Told[] } | null> {
  const [first] = await tx.$queryRaw<{ memberId: string }[]>`
    SELECT "memberId"::text FROM "notification_delivery"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "state" = 'waiting' AND "dueAt" <= ${now}
    ORDER BY "dueAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!first) return null;
  const due = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id"::text FROM "notification_delivery"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${first.memberId}::uuid AND "state" = 'waiting' AND "dueAt" <= ${now}
    ORDER BY "id" FOR UPDATE SKIP LOCKED`;
  const ids = due.map(({ id }) => id);
  const told = await tx.$queryRaw<Told[]>(Prisma.sql`
    SELECT d."id"::text AS "deliveryId", d."attempts" + 1 AS "attempts", n."kind", u."name" AS "actor",
      n."itemId"::text, n."channelId"::text
    FROM "notification_delivery" d
    JOIN "notification" n ON n."workspaceId" = d."workspaceId" AND n."id" = d."notificationId"
    JOIN "member" m ON m."workspaceId" = n."workspaceId" AND m."id" = n."memberId" AND m."removedAt" IS NULL
    LEFT JOIN "item" i ON i."workspaceId" = n."workspaceId" AND i."id" = n."itemId"
    LEFT JOIN "member" a ON a."workspaceId" = n."workspaceId" AND a."id" = n."actorId"
    LEFT JOIN "user" u ON u."id" = a."userId"
    WHERE d."id" = ANY(${ids}::uuid[]) AND n."readAt" IS NULL AND ${currentSql}
      AND (n."itemId" IS NULL OR member_sees_item(n."workspaceId", n."memberId", i."channelId", i."confidentialTo"))
      AND (n."channelId" IS NULL OR member_sees_item(n."workspaceId", n."memberId", n."channelId", NULL))
      AND NOT EXISTS (SELECT FROM "item_mute" mute WHERE mute."workspaceId" = n."workspaceId"
        AND mute."memberId" = n."memberId" AND mute."itemId" = n."itemId")
    ORDER BY n."createdAt", n."id"`);
  const wanted = told.map(({ deliveryId }) => deliveryId);
  await tx.$executeRaw`
    UPDATE "notification_delivery" SET "takenAt" = ${now}, "attempts" = "attempts" + 1,
      "state" = CASE WHEN "id" = ANY(${wanted}::uuid[]) THEN 'sending' ELSE 'dropped' END
    WHERE "id" = ANY(${ids}::uuid[])`;
  return { ...first, told };
}

/** How an attempt ended; `refused`: it was certainly not sent, and trying again may help. */
export type Outcome = { kind: 'sent' } | { kind: 'refused' | 'failed'; reason: string };

/** Records how the attempt at these deliveries ended. After MAX_ATTEMPTS a refused one is given up. */
export async function recordOutcome(
  workspaceId: string,
  told: readonly Pick<Told, 'deliveryId' | 'attempts'>[],
  outcome: Outcome,
  now: Date,
): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    for (const { deliveryId, attempts } of told) {
      const isAgain = outcome.kind === 'refused' && attempts < MAX_ATTEMPTS;
      await tx.notificationDelivery.updateMany({
        where: { id: deliveryId, state: 'sending' },
        data: {
          state: outcome.kind === 'sent' ? 'sent' : isAgain ? 'waiting' : 'failed',
          error: outcome.kind === 'sent' ? null : outcome.reason.slice(0, 500),
          ...(isAgain ? { dueAt: new Date(now.getTime() + (PAUSES[attempts - 1] ?? 0)) } : {}),
        },
      });
    }
  });
}

/**
 * Gives up what a worker took and never ended: it crashed between sending and recording, and nobody can tell whether it was
 * sent. It is not sent again, because the notification itself is still in the product's list.
 */
export async function giveUpLost(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await tx.notificationDelivery.updateMany({
    where: { workspaceId, state: 'sending', takenAt: { lt: new Date(now.getTime() - TAKEN_MS) } },
    data: { state: 'failed', error: 'the worker ended before it recorded the outcome' },
  });
}
