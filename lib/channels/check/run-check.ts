import { randomUUID } from 'node:crypto';
import type { ChannelRef } from '../channel-ref.ts';
import { inWorkspace, unlessArchived } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { announce } from '#lib/realtime/announce.ts';
import { markReconnect } from '../mark-reconnect.ts';
import { openChannel } from '../open-channel.ts';
import { beginDueCheck } from './begin-check.ts';
import { finishCheck, type RunningCheck, writeLines, writeResult } from './check-rows.ts';
import { noteFinding } from './findings.ts';
import { isSignedOut, resultOfError } from './steps/result-of-error.ts';
import { type CheckStep, stepsOf } from './steps/steps-of.ts';
import type { CheckResult } from './types.ts';

/** How long a check may take, in milliseconds; what it has not reached then is unknown. */
const PATIENCE_MS = 120_000;
/** After this long, another worker begins a check again. */
const LEASE_MS = PATIENCE_MS + 30_000;
/** So often a check is begun: one that ends its worker must not do so for ever. */
const ATTEMPTS = 3;

/**
 * Runs the check that waits for a channel, or the daily one when it is due. Safe to call at any time: only the holder of
 * the lease runs. What the network refuses is a line of the check and never thrown.
 */
export async function runCheck(channelRef: ChannelRef): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const taken = await unlessArchived(workspaceId, async (tx) => {
    await beginDueCheck(tx, channelRef);
    const check = await takeCheck(tx, channelRef);
    if (!check) return null;
    const opened = check.attempts > ATTEMPTS ? null : await openChannel(tx, channelRef, signal);
    const where = { workspaceId_id: { workspaceId, id: channelId } };
    const { networkAppId } = await tx.channel.findUniqueOrThrow({ where, select: { networkAppId: true } });
    return { check, opened, networkAppId };
  });
  if (!taken) return;
  const { check, opened, networkAppId } = taken;
  if (opened) {
    const { isAutomatic } = check;
    const found = (name: string, value: string) => noteFinding(channelRef, name, value);
    await runSteps(check, stepsOf({ ...opened, ...channelRef, networkAppId, isAutomatic, noteFinding: found }));
  }
  await inWorkspace(workspaceId, async (tx) => {
    await finishCheck(tx, check);
    await emitChannelChanged(tx, workspaceId, channelId);
  });
  announce(workspaceId);
}

/** Takes the lease of the check that is not finished. */
async function takeCheck(tx: Tx, { workspaceId, channelId }: ChannelRef): Promise<RunningCheck | null> {
  const leaseId = randomUUID();
  const [row] = await tx.$queryRaw<{ id: string; isAutomatic: boolean; attempts: number }[]>`
    UPDATE "channel_check" SET "leaseId" = ${leaseId}::uuid, "leaseUntil" = now() + ${LEASE_MS} * interval '1 millisecond',
      "attempts" = "attempts" + 1
    WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${channelId}::uuid AND "finishedAt" IS NULL
      AND coalesce("leaseUntil", '-infinity') < now()
    RETURNING "id", "isAutomatic", "attempts"`;
  return row ? { workspaceId, channelId, leaseId, ...row } : null;
}

/** Runs the steps one by one, so that their calls never compete with each other for a rate limit. */
async function runSteps(check: RunningCheck, steps: readonly CheckStep[]): Promise<void> {
  const { workspaceId, channelId } = check;
  await writeLines(check, steps);
  let isOut = false;
  for (const [position, step] of steps.entries()) {
    const startedAt = Date.now();
    let result: CheckResult = { outcome: 'unknown', reason: 'signed_out' };
    if (!isOut || step.isOurs) {
      result = await step.run().catch(async (error: unknown) => {
        if (isSignedOut(error)) {
          isOut = true;
          await inWorkspace(workspaceId, (tx) => markReconnect(tx, workspaceId, channelId, error));
        }
        return resultOfError(error);
      });
    }
    await writeResult(check, { position, result, tookMs: Date.now() - startedAt });
  }
}
