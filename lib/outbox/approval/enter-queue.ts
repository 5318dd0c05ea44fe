import type { Tx } from '#lib/db/tx.ts';
import { type Actor, changeItems } from '#lib/items/change/change-items.ts';
import { enterSchedule } from '../scheduled/enter-schedule.ts';
import { needsApproval } from './needs-approval.ts';
import { notifyApprovers } from './notify-approvers.ts';

type Entering = {
  actionId: string;
  itemId: string;
  dueAt: Date;
  /** What may be on the network already is looked for first, which needs no approval. */
  lookFirst?: boolean;
  /** It was written anew: what was decided about it before does not count. */
  isRewritten?: boolean;
};

/**
 * The one way of an action into the queue, whoever asks for it: a reply that needs an approval waits for it instead, and then
 * one that has a time waits for that. The action's row must be locked, and its text, target and attachments written.
 * @returns the state that the action has now
 */
export async function enterQueue(
  tx: Tx,
  by: Actor,
  { actionId, itemId, dueAt, lookFirst = false, isRewritten = false }: Entering,
): Promise<'queued' | 'awaiting_approval' | 'scheduled' | 'held'> {
  const { workspaceId } = by;
  if (isRewritten) await tx.approval.deleteMany({ where: { workspaceId, actionId } });
  if (!lookFirst && (await needsApproval(tx, workspaceId, actionId))) {
    await askForApproval(tx, by, { actionId, itemId });
    return 'awaiting_approval';
  }
  const scheduled = await enterSchedule(tx, workspaceId, { actionId, itemId, lookFirst });
  if (scheduled) return scheduled;
  await tx.action.updateMany({
    where: { workspaceId, id: actionId },
    data: { state: 'queued', dueAt, lookFirst, heldReason: null, finishedAt: null },
  });
  return 'queued';
}

type Asking = { actionId: string; itemId: string; event?: 'approval_asked' | 'approval_taken_back' };

/** Lets a reply wait until somebody approves it. Its row must be locked. */
export async function askForApproval(
  tx: Tx,
  by: Actor,
  { actionId, itemId, event = 'approval_asked' }: Asking,
): Promise<void> {
  const { workspaceId } = by;
  const asked = {
    askedAt: new Date(),
    escalatedAt: null,
    digest: null,
    deciderId: null,
    guestLinkId: null,
    decidedAt: null,
    word: '',
  };
  await tx.action.updateMany({
    where: { workspaceId, id: actionId },
    data: {
      state: 'awaiting_approval',
      lookFirst: false,
      heldReason: null,
      attemptId: null,
      leaseUntil: null,
      finishedAt: null,
    },
  });
  await tx.approval.upsert({
    where: { workspaceId_actionId: { workspaceId, actionId } },
    create: { workspaceId, actionId, itemId, ...asked },
    update: asked,
    select: { actionId: true },
  });
  const [asking] = await changeItems(tx, by, [itemId], { event, details: { actionId } });
  if (event !== 'approval_asked' || !asking?.historyId) return;
  await notifyApprovers(tx, by, { actionId, historyId: asking.historyId });
}
