import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { announce } from '#lib/realtime/announce.ts';
import type { CheckStep } from './steps/steps-of.ts';
import type { CheckResult } from './types.ts';

export type RunningCheck = {
  workspaceId: string;
  channelId: string;
  id: string;
  leaseId: string;
  isAutomatic: boolean;
  attempts: number;
};

/** How many checks of a channel are stored, and for how long. */
const KEPT = 10;
const KEPT_DAYS = 90;

/** Writes the lines of a check before it runs, so that its page shows what is still to come. */
export async function writeLines(
  { workspaceId, id: checkId }: RunningCheck,
  steps: readonly CheckStep[],
): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    // Of a worker that has died.
    await tx.channelCheckLine.deleteMany({ where: { workspaceId, checkId } });
    await tx.channelCheckLine.createMany({
      data: steps.map(({ kind, name, itemKinds }, position) => ({
        workspaceId,
        checkId,
        position,
        kind,
        name,
        itemKinds: [...itemKinds],
      })),
    });
  });
}

/** Writes what a step has found out. */
export async function writeResult(
  { workspaceId, channelId, id: checkId }: RunningCheck,
  { position, result, tookMs }: { position: number; result: CheckResult; tookMs: number },
): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channelCheckLine.updateMany({ where: { workspaceId, checkId, position }, data: { ...result, tookMs } });
    await emitChannelChanged(tx, workspaceId, channelId);
  });
  announce(workspaceId);
}

/** Ends a check, and drops those that nobody needs any more. */
export async function finishCheck(tx: Tx, { workspaceId, channelId, id, leaseId }: RunningCheck): Promise<void> {
  const { count } = await tx.channelCheck.updateMany({
    where: { workspaceId, id, leaseId, finishedAt: null },
    data: { finishedAt: new Date(), leaseId: null, leaseUntil: null },
  });
  if (count === 0) return;
  await tx.channelCheckLine.updateMany({
    where: { workspaceId, checkId: id, outcome: null },
    data: { outcome: 'unknown', reason: 'broken' },
  });
  await tx.channel.updateMany({ where: { workspaceId, id: channelId }, data: { checkedAt: new Date() } });
  await tx.$executeRaw`
    DELETE FROM "channel_check" WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${channelId}::uuid
      AND ("createdAt" < now() - ${KEPT_DAYS} * interval '1 day' OR "id" NOT IN (
        SELECT k."id" FROM "channel_check" k
        WHERE k."workspaceId" = ${workspaceId}::uuid AND k."channelId" = ${channelId}::uuid
        ORDER BY k."createdAt" DESC LIMIT ${KEPT}))`;
}
