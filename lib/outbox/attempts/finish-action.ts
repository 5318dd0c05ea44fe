import type { Tx } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Receipt } from '#lib/networks/contract.ts';
import type { NetworkError } from '#lib/networks/errors.ts';
import { hasFailedAction } from '#lib/items/has-failed-action.ts';
import { recordHistory } from '#lib/items/history/record-history.ts';
import { lockItemRow } from './lock-item.ts';
import { settleMessages } from './settle-messages.ts';
import { bumpItem, type TakenAction } from './take-action.ts';

/** How an attempt ended. */
export type Outcome =
  | { state: 'done'; receipt: Receipt }
  | { state: 'failed'; error: NetworkError }
  | { state: 'unconfirmed'; error: NetworkError | null }
  | { state: 'queued'; dueAt: Date; error: NetworkError; lookFirst: boolean; costsAttempt: boolean };

/**
 * Writes an attempt's end, if the attempt is still the action's: one that lost its lease has nothing to say any more.
 * @returns whether it was
 */
export async function finishAction(
  tx: Tx,
  workspaceId: string,
  action: TakenAction,
  outcome: Outcome,
): Promise<boolean> {
  // The channel's row first, as an ingest does: the network may be telling of this very reply right now.
  await tx.$queryRaw`SELECT FROM "channel" WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${action.channelId}::uuid FOR NO KEY UPDATE`;
  const { count } = await tx.action.updateMany({
    where: { workspaceId, id: action.id, state: 'sending', attemptId: action.attemptId },
    data: actionData(action, outcome),
  });
  if (count === 0) return false;
  switch (outcome.state) {
    case 'done':
      await recordDone(tx, workspaceId, action, outcome.receipt);
      break;
    case 'queued':
      await bumpItem(tx, workspaceId, action.itemId);
      return true;
    case 'failed':
      await recordFailure(tx, workspaceId, action, outcome.error.kind === 'gone');
      break;
    case 'unconfirmed':
      await flagItem(tx, workspaceId, action.itemId);
      break;
    default:
      outcome satisfies never;
  }
  const reason = outcome.state === 'done' ? undefined : outcome.error?.reason;
  await recordHistory(tx, { workspaceId, system: true }, [
    {
      itemId: action.itemId,
      act: `action_${outcome.state}`,
      details: { actionId: action.id, kind: action.kind, ...(reason ? { reason } : {}) },
    },
  ]);
  return true;
}

export function actionData(action: TakenAction, outcome: Outcome): Prisma.ActionUpdateManyMutationInput {
  const ended = { leaseUntil: null, attemptId: null };
  if (outcome.state === 'done') {
    const { externalId, url, undo } = outcome.receipt;
    return {
      ...ended,
      state: 'done',
      lookFirst: false,
      finishedAt: new Date(),
      errorKind: null,
      errorReason: null,
      errorDetail: null,
      externalId: externalId ?? null,
      url: url ?? null,
      undo: undo ?? Prisma.DbNull,
    };
  }
  const { error } = outcome;
  const said = {
    errorKind: error?.kind ?? 'outcome_unknown',
    errorReason: error?.reason ?? 'unexpected_answer',
    errorDetail: error?.message.slice(0, 500) ?? null,
  };
  if (outcome.state === 'queued') {
    const attempts = outcome.costsAttempt ? action.attempts : action.attempts - 1;
    return { ...ended, ...said, state: 'queued', dueAt: outcome.dueAt, lookFirst: outcome.lookFirst, attempts };
  }
  return {
    ...ended,
    ...said,
    state: outcome.state,
    finishedAt: new Date(),
    lookFirst: outcome.state === 'unconfirmed',
  };
}

async function recordDone(tx: Tx, workspaceId: string, action: TakenAction, receipt: Receipt): Promise<void> {
  if (action.messageId) {
    if (receipt.externalId) {
      await dropEcho(tx, workspaceId, action, receipt.externalId);
      await retireReplaced(tx, workspaceId, action, receipt.externalId);
    }
    await tx.message.update({
      where: { workspaceId_id: { workspaceId, id: action.messageId } },
      data: {
        isRejected: false,
        externalId: receipt.externalId ?? null,
        url: receipt.url ?? null,
        reference: receipt.reference ?? {},
      },
      select: { id: true },
    });
  } else {
    const effect = EFFECTS[action.kind];
    if (effect) {
      await tx.message.updateMany({ where: { workspaceId, id: action.targetId }, data: effect() });
    }
  }
  if (action.kind === 'delete') await settleMessages(tx, workspaceId, action.itemId, null);
  await lockItemRow(tx, workspaceId, action.itemId);
  await tx.$executeRaw`
    UPDATE "item" SET "version" = "version" + 1,
      "firstReplyAt" = CASE WHEN ${action.messageId !== null} THEN coalesce("firstReplyAt", now()) ELSE "firstReplyAt" END,
      "sendFailed" = "sendFailed" AND ${hasFailedAction('item')}
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${action.itemId}::uuid`;
}

/** What an action that the network confirmed changes about its target. */
const EFFECTS: Partial<Record<TakenAction['kind'], () => Prisma.MessageUpdateManyMutationInput>> = {
  hide: () => ({ hidden: true }),
  unhide: () => ({ hidden: false }),
  like: () => ({ liked: true }),
  unlike: () => ({ liked: false }),
  delete: () => ({ deletedAt: new Date() }),
};

/**
 * A poll may have brought our own reply before its sending was recorded: it is one message, and ours knows who wrote it.
 * A private answer to a comment came as the first word of a conversation: without it there is none.
 */
async function dropEcho(tx: Tx, workspaceId: string, action: TakenAction, externalId: string): Promise<void> {
  const where = { workspaceId, channelId: action.channelId, externalId, id: { not: action.messageId ?? '' } };
  const echo = await tx.message.findFirst({ where: { ...where, memberId: null }, select: { id: true, itemId: true } });
  if (!echo) return;
  await lockItemRow(tx, workspaceId, echo.itemId);
  await tx.message.delete({ where: { workspaceId_id: { workspaceId, id: echo.id } }, select: { id: true } });
  const { count } = await tx.item.deleteMany({ where: { workspaceId, id: echo.itemId, messages: { none: {} } } });
  if (count === 0) await settleMessages(tx, workspaceId, echo.itemId, null);
}

/** Where there is room for one answer, a new one takes the place and the name of the one before, which stands no more. */
async function retireReplaced(tx: Tx, workspaceId: string, action: TakenAction, externalId: string): Promise<void> {
  await tx.message.updateMany({
    where: { workspaceId, channelId: action.channelId, externalId, id: { not: action.messageId ?? '' } },
    data: { externalId: null, deletedAt: new Date() },
  });
}

/** The item comes back to who works on it, with the failure shown. */
async function recordFailure(tx: Tx, workspaceId: string, action: TakenAction, isGone: boolean): Promise<void> {
  if (isGone) {
    await tx.message.updateMany({
      where: { workspaceId, id: action.targetId, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    await settleMessages(tx, workspaceId, action.itemId, null);
  }
  await flagItem(tx, workspaceId, action.itemId, action.messageId !== null);
}

/** Marks the item as one with an answer that did not go out, or whose end is unknown. */
export async function flagItem(tx: Tx, workspaceId: string, itemId: string, reopens = false): Promise<void> {
  await tx.$executeRaw`
    UPDATE "item" SET "sendFailed" = true, "version" = "version" + 1,
      "status" = CASE WHEN ${reopens} AND "status" IN ('waiting', 'resolved') THEN 'open' ELSE "status" END,
      "resolvedAt" = CASE WHEN ${reopens} THEN NULL ELSE "resolvedAt" END
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${itemId}::uuid`;
}
