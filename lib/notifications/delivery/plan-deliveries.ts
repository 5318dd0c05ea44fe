import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
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

/**
 * Decides for new notifications whether and when they are emailed. Any number of workers may run it at once: each
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
    isLast = await inWorkspace(workspaceId, async (tx) => (await planBatch(tx, workspaceId, now)) < BATCH);
  }
}

async function planBatch(tx: Tx, workspaceId: string, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<Unplanned[]>`
    SELECT "id"::text, "memberId"::text, "kind" FROM "notification"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "plannedAt" IS NULL ORDER BY "id" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  const memberIds = [...new Set(rows.map(({ memberId }) => memberId))];
  const settings = await readSettings(tx, memberIds);
  const planned = canSendMail() ? rows.flatMap((row) => plannedFor(row, settings.get(row.memberId), now)) : [];
  await tx.notificationDelivery.createMany({
    data: planned.map((one) => ({ workspaceId, ...one })),
    skipDuplicates: true,
  });
  await tx.notification.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { plannedAt: now } });
  return rows.length;
}

function plannedFor(
  { id, memberId, kind }: Unplanned,
  settings: NotificationSettings | undefined,
  now: Date,
): Planned[] {
  if (!settings || !isKind(kind) || !hasMail(kind) || !settings.kinds[kind].mail) return [];
  return [{ notificationId: id, memberId, dueAt: dueAt(now, settings) }];
}
