import { setPartDone } from '#lib/items/change/parts.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Receipt } from '#lib/networks/contract.ts';
import type { NetworkError, NetworkErrorReason } from '#lib/networks/errors.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { recordPromisesOf } from '#lib/items/promises/promises-of-reply.ts';
import { failUndelivered } from '#lib/items/fail-undelivered.ts';
import { deleteEmptyItem } from '#lib/items/change/delete-empty-item.ts';
import { askForApproval } from '../approval/enter-queue.ts';
import { holdReply } from '../scheduled/hold-reply.ts';
import type { HeldReason } from '../scheduled/types.ts';
import { stopReplies } from '../stop-replies.ts';
import { lockItemRow } from './lock-item.ts';
import { settleMessages } from './settle-messages.ts';
import { bumpItem, type TakenAction } from './take-action.ts';

/** How an attempt ended. */
export type Outcome =
  | { state: 'done'; receipt: Receipt }
  | { state: 'failed'; error: NetworkError }
  | { state: 'unconfirmed'; error: NetworkError | null }
  /** It is not on the network, and lacks an approval to be sent. */
  | { state: 'awaiting_approval' }
  /** It is not on the network, and something happened meanwhile that it must not follow. */
  | { state: 'held'; reason: HeldReason }
  | { state: 'queued'; dueAt: Date; error: NetworkError; lookFirst: boolean; costsAttempt: boolean };

/**
 * Records the outcome of an attempt, unless the attempt has lost its lease.
 * @returns whether it was recorded
 */
export async function finishAction(
  tx: Tx,
  workspaceId: string,
  action: TakenAction,
  outcome: Outcome,
): Promise<boolean> {
  // Before every other lock, as whoever archives the workspace.
  const isArchived = outcome.state === 'queued' && (await lockArchived(tx, workspaceId));
  // Then the channel's row, as an ingest does: the network may be reporting this very reply now.
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
      // There is no next attempt: it stops as what waited did.
      if (isArchived) await stopReplies(tx, workspaceId);
      return true;
    case 'failed':
      await recordFailure(tx, workspaceId, action, outcome.error);
      break;
    case 'unconfirmed':
      await flagItem(tx, workspaceId, action, outcome);
      break;
    case 'awaiting_approval':
      await askForApproval(tx, { workspaceId, system: true }, { actionId: action.id, itemId: action.itemId });
      break;
    case 'held':
      if (outcome.reason === 'target_deleted') await markTargetGone(tx, workspaceId, action);
      await lockItemRow(tx, workspaceId, action.itemId);
      await holdReply(tx, workspaceId, { actionId: action.id, reason: outcome.reason });
      break;
    default:
      outcome satisfies never;
  }
  return true;
}

/** Whether the workspace is archived; that does not change until the transaction ends. */
async function lockArchived(tx: Tx, workspaceId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isArchived: boolean }[]>`
    SELECT "archivedAt" IS NOT NULL AS "isArchived" FROM "workspace" WHERE "id" = ${workspaceId}::uuid FOR SHARE`;
  return row?.isArchived ?? false;
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
  if (outcome.state === 'awaiting_approval') return { ...ended, state: 'awaiting_approval', lookFirst: false };
  if (outcome.state === 'held') return { ...ended, state: 'held', heldReason: outcome.reason, lookFirst: false };
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
  if (action.kind === 'delete') {
    await settleMessages(tx, { workspaceId, system: true }, action.itemId, { event: 'message_removed' });
  }
  await lockItemRow(tx, workspaceId, action.itemId);
  await changeItems(tx, { workspaceId, system: true }, [action.itemId], {
    event: 'action_done',
    facts: action.messageId ? { firstReplyAt: Prisma.sql`coalesce(i."firstReplyAt", now())` } : {},
    details: { actionId: action.id, kind: action.kind },
  });
  if (!action.messageId) return;
  await recordPromisesOf(tx, workspaceId, { actionId: action.id, itemId: action.itemId });
  await failIfUndelivered(tx, workspaceId, { messageId: action.messageId, itemId: action.itemId });
}

/** The network may have told that it was not delivered before its sending was recorded. */
async function failIfUndelivered(tx: Tx, workspaceId: string, sent: { messageId: string; itemId: string }) {
  const message = await tx.message.findUnique({
    where: { workspaceId_id: { workspaceId, id: sent.messageId } },
    select: { deliveryState: true, deliveryReason: true, deliveryDetail: true },
  });
  if (message?.deliveryState !== 'failed') return;
  const reason = (message.deliveryReason ?? 'rejected') as NetworkErrorReason; // written from a connector's event
  await failUndelivered(tx, workspaceId, [{ ...sent, reason, detail: message.deliveryDetail ?? undefined }]);
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
 * Deletes the copy of our own reply that a poll stored before the sending was recorded; our row knows its author. For a
 * private reply the copy may be the only message of a new conversation, which is then deleted too.
 */
async function dropEcho(tx: Tx, workspaceId: string, action: TakenAction, externalId: string): Promise<void> {
  const where = { workspaceId, channelId: action.channelId, externalId, id: { not: action.messageId ?? '' } };
  const echo = await tx.message.findFirst({ where: { ...where, memberId: null }, select: { id: true, itemId: true } });
  if (!echo) return;
  await lockItemRow(tx, workspaceId, echo.itemId);
  await tx.message.delete({ where: { workspaceId_id: { workspaceId, id: echo.id } }, select: { id: true } });
  if (await deleteEmptyItem(tx, workspaceId, echo.itemId)) return;
  await settleMessages(tx, { workspaceId, system: true }, echo.itemId, { event: 'message_removed' });
}

/** On networks with one answer per message, a new answer replaces the earlier one and takes over its external id. */
async function retireReplaced(tx: Tx, workspaceId: string, action: TakenAction, externalId: string): Promise<void> {
  await tx.message.updateMany({
    where: { workspaceId, channelId: action.channelId, externalId, id: { not: action.messageId ?? '' } },
    data: { externalId: null, deletedAt: new Date() },
  });
}

/** Reopens the item with the failure shown. */
async function recordFailure(tx: Tx, workspaceId: string, action: TakenAction, error: NetworkError): Promise<void> {
  if (error.kind === 'gone') await markTargetGone(tx, workspaceId, action);
  await flagItem(tx, workspaceId, action, { state: 'failed', error });
}

/** The network has said that the answered message is gone. */
async function markTargetGone(tx: Tx, workspaceId: string, { targetId, itemId }: TakenAction): Promise<void> {
  await tx.message.updateMany({
    where: { workspaceId, id: targetId, deletedAt: null },
    data: { deletedAt: new Date() },
  });
  await settleMessages(tx, { workspaceId, system: true }, itemId, { event: 'message_removed' });
}

/** Marks the item as having a failed or unconfirmed action. */
export async function flagItem(
  tx: Tx,
  workspaceId: string,
  action: Pick<TakenAction, 'id' | 'itemId' | 'kind' | 'messageId' | 'finishedPartOf'>,
  {
    state,
    error,
    isRecorded = true,
  }: { state: 'failed' | 'unconfirmed'; error: NetworkError | null; isRecorded?: boolean },
): Promise<void> {
  const failed = action.messageId ? 'reply_failed' : 'action_failed';
  if (state === 'failed' && action.finishedPartOf) await setPartDone(tx, action.itemId, action.finishedPartOf, null);
  await changeItems(tx, { workspaceId, system: true }, [action.itemId], {
    event: state === 'failed' ? failed : 'action_unconfirmed',
    details: { actionId: action.id, kind: action.kind, ...(error ? { reason: error.reason } : {}) },
    isRecorded,
  });
}
