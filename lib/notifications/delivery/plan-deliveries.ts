import { asDispatcher, unlessArchived } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { log } from '#lib/log.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { readSettings } from '../settings/read-settings.ts';
import { hasMail, isKind, type NotificationSettings } from '../settings/types.ts';
import { dueAt } from './due-at.ts';

/** Notifications that one transaction plans, and workspaces of one turn. */
const BATCH = 500;
const WORKSPACES = 200;

type Unplanned = { id: string; memberId: string; kind: string };
type Planned = { notificationId: string; memberId: string; dueAt: Date };
type Browser = { memberId: string; subscriptionId: string };

/**
 * Decides for new notifications whether and when they are emailed, and pushed to which browsers. Any number of workers may run it at once: each
 * takes rows that no other has.
 */
export async function planDeliveries(now = new Date()): Promise<void> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT DISTINCT "workspaceId" FROM "notification" WHERE "plannedAt" IS NULL LIMIT ${WORKSPACES}`,
  );
  for (const { workspaceId } of rows) {
    // The others' do not wait for a workspace that cannot go on.
    await planWorkspace(workspaceId, now).catch((error: unknown) =>
      log.error({ workspaceId, err: error }, 'notifications could not be planned'),
    );
  }
}

async function planWorkspace(workspaceId: string, now: Date): Promise<void> {
  for (let isLast = false; !isLast;) {
    isLast = (await unlessArchived(workspaceId, async (tx) => (await planBatch(tx, workspaceId, now)) < BATCH)) ?? true;
  }
}

async function planBatch(tx: Tx, workspaceId: string, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<Unplanned[]>`
    SELECT "id"::text, "memberId"::text, "kind" FROM "notification"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "plannedAt" IS NULL ORDER BY "id" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  const memberIds = [...new Set(rows.map(({ memberId }) => memberId))];
  const settings = await readSettings(tx, memberIds);
  const emails = canSendMail() ? rows.flatMap((row) => plannedFor(row, settings.get(row.memberId), now, 'mail')) : [];
  await tx.notificationDelivery.createMany({
    data: emails.map((one) => ({ workspaceId, ...one })),
    skipDuplicates: true,
  });
  const browsers = await browsersOf(tx, memberIds);
  const pushed = rows
    .filter(({ memberId }) => browsers.some((browser) => browser.memberId === memberId))
    .flatMap((row) => plannedFor(row, settings.get(row.memberId), now, 'push'));
  await tx.pushDelivery.createMany({
    data: pushed.flatMap((one) =>
      browsers
        .filter(({ memberId }) => memberId === one.memberId)
        .map(({ subscriptionId }) => ({ workspaceId, subscriptionId, ...one })),
    ),
    skipDuplicates: true,
  });
  await tx.notification.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { plannedAt: now } });
  return rows.length;
}

async function browsersOf(tx: Tx, memberIds: readonly string[]): Promise<Browser[]> {
  return await tx.$queryRaw<Browser[]>`
    SELECT m."id"::text AS "memberId", s."id"::text AS "subscriptionId"
    FROM "member" m JOIN "push_subscription" s ON s."userId" = m."userId" WHERE m."id" = ANY(${memberIds}::uuid[])`;
}

function plannedFor(
  { id, memberId, kind }: Unplanned,
  settings: NotificationSettings | undefined,
  now: Date,
  by: 'mail' | 'push',
): Planned[] {
  if (!settings || !isKind(kind) || !settings.kinds[kind][by]) return [];
  if (by === 'mail' && !hasMail(kind)) return [];
  return [{ notificationId: id, memberId, dueAt: dueAt(now, settings, by) }];
}
